//! In which order can things be computed that use one another, and which go in circles?
//!
//! Depth-first search without recursion, in index order, so that the answer depends on nothing but the
//! edges. Linear in nodes and edges.

/// Nodes in an order in which each stands behind those that it uses, and the circles that prevent it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// The nodes reached; a full order only where there are no circles.
    pub(super) order: Vec<usize>,
    /// Each circle as a path whose last node uses its first.
    pub(super) circles: Vec<Vec<usize>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Orders what can be reached from `roots`; `uses[n]` are the nodes that `n` uses.
pub(super) fn order(roots: impl IntoIterator<Item = usize>, uses: &[Vec<usize>]) -> Order {
    let mut marks = vec![Mark::New; uses.len()];
    let mut found = Order::default();
    for root in roots {
        if marks.get(root) == Some(&Mark::New) {
            visit(root, uses, &mut marks, &mut found);
        }
    }
    found
}

fn visit(root: usize, uses: &[Vec<usize>], marks: &mut [Mark], found: &mut Order) {
    // Each node on the path with how many of its edges have been followed.
    let mut path = vec![(root, 0)];
    marks[root] = Mark::Open;
    while let Some((node, followed)) = path.last_mut() {
        let Some(&next) = uses[*node].get(*followed) else {
            marks[*node] = Mark::Done;
            found.order.push(*node);
            path.pop();
            continue;
        };
        *followed += 1;
        match marks[next] {
            Mark::New => {
                marks[next] = Mark::Open;
                path.push((next, 0));
            }
            Mark::Open => {
                let circle = path.iter().map(|&(n, _)| n).skip_while(|&n| n != next).collect();
                found.circles.push(circle);
            }
            Mark::Done => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_comes_first() {
        let uses = [vec![1, 2], vec![2], vec![], vec![0]];
        assert_eq!(order(0..4, &uses), Order { order: vec![2, 1, 0, 3], circles: vec![] });
    }

    #[test]
    fn a_circle_is_the_path_around_it() {
        let uses = [vec![1], vec![2], vec![3], vec![1]];
        assert_eq!(order(0..4, &uses).circles, vec![vec![1, 2, 3]]);
    }

    #[test]
    fn what_uses_itself_is_a_circle_of_one() {
        assert_eq!(order(0..1, &[vec![0]]).circles, vec![vec![0]]);
    }

    #[test]
    fn only_what_is_reached_is_ordered() {
        assert_eq!(order([1], &[vec![], vec![]]).order, vec![1]);
    }
}
