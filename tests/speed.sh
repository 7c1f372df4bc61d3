#!/bin/sh
# How long whole processes take: the rows of the table in the README, each with its seconds and its largest memory.
#
#     tests/speed.sh [PROGRAM]
#
# Without a program, the release build is made and measured. Memory needs GNU time at /usr/bin/time.
set -eu
cd "$(dirname "$0")/.."
program=${1:-}
if [ -z "$program" ]; then
    cargo build --quiet --release
    program=${CARGO_TARGET_DIR:-target}/release/zopa
fi
cargo build --quiet --release --package zopa --example large
large=${CARGO_TARGET_DIR:-target}/release/examples/large
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The best of three, each after a preparation that does not count.
measure() {
    label=$1 prepare=$2
    shift 2
    for _ in 1 2 3; do
        $prepare
        # 2 and above 3 are failures; the others say what the answer was.
        code=0
        /usr/bin/time -f '%e %M' -o "$folder/time" "$@" > "$folder/out" 2> "$folder/err" || code=$?
        case $code in 0 | 1 | 3) ;; *) cat "$folder/err" >&2 && exit 1 ;; esac
        tail -n 1 "$folder/time"
    done | sort -n | head -n 1 | awk -v label="$label" '{ printf "%-40s %6.2f s %6.0f MB\n", label, $1, $2 / 1024 }'
}

planned() {
    rm -rf "$folder/planned"
    "$program" study plan "$case" --draws 10000 --claims 0 --out "$folder/planned" > "$folder/out"
}

case=cases/korea-2018.toml
measure "Korea: solve" true "$program" solve "$case"
measure "Korea: report" true "$program" report "$case" -o "$folder/korea.html"
measure "Korea: why surrender is not attainable" true "$program" why "$case" --deal arsenal=surrender
measure "Korea: 10,000 draws, each a verdict" planned "$program" study run "$folder/planned"
for issues in 10 12; do
    "$large" "$issues" > "$folder/$issues.toml"
    measure "$issues issues of three options: solve" true "$program" solve "$folder/$issues.toml"
done
measure "30 issues, three parties: solve" true "$program" solve cases/large/coalition.toml
