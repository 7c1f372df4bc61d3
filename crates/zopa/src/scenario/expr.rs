//! Expressions as written: a tree with places.

use crate::diag::Span;

/// An expression and its place. Two are equal when they say the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A number.
    Number(f64),
    /// A bare name: a premise, a term, or an issue with a numeric ladder.
    Name(String),
    /// `head.tail`: an option of an issue, or `blamed.PARTY`.
    Path(String, String),
    /// `-x`
    Neg(Box<Expr>),
    /// `not x`
    Not(Box<Expr>),
    /// `x op y`
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `function(x, ..)`
    Call(Function, Vec<Expr>),
    /// What could not be read; no part of a scenario without errors.
    Lost,
}

/// Operators between two expressions. Comparisons and logic give 1 or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the operator of its name")]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

/// Functions. `If` evaluates only the branch it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the function of its name")]
pub enum Function {
    Min,
    Max,
    Abs,
    Exp,
    Ln,
    Sqrt,
    If,
    Clamp,
}

impl BinaryOp {
    /// The operator as written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
            Self::Pow => "^",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::And => "and",
            Self::Or => "or",
        }
    }

    /// How tightly it binds, from 1 (`or`) to 8 (`^`); `not` stands at [`BINDING_OF_NOT`] and the
    /// minus sign at [`BINDING_OF_MINUS`].
    #[must_use]
    pub fn binding(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::Equal
            | Self::NotEqual => 4,
            Self::Add | Self::Sub => 5,
            Self::Mul | Self::Div => 6,
            Self::Pow => 8,
        }
    }

    /// Whether it compares two numbers.
    #[must_use]
    pub fn is_comparison(self) -> bool {
        self.binding() == Self::Less.binding()
    }
}

/// How tightly `not` binds: looser than comparisons, tighter than `and`.
pub const BINDING_OF_NOT: u8 = 3;
/// How tightly the minus sign before a number binds: looser than `^`, so that `-2^2` is -4.
pub const BINDING_OF_MINUS: u8 = 7;

impl Function {
    /// Every function.
    pub const ALL: [Self; 8] =
        [Self::Min, Self::Max, Self::Abs, Self::Exp, Self::Ln, Self::Sqrt, Self::If, Self::Clamp];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Min => "min",
            Self::Max => "max",
            Self::Abs => "abs",
            Self::Exp => "exp",
            Self::Ln => "ln",
            Self::Sqrt => "sqrt",
            Self::If => "if",
            Self::Clamp => "clamp",
        }
    }

    /// How it is called.
    #[must_use]
    pub fn usage(self) -> &'static str {
        match self {
            Self::Min => "min(x, y, ..)",
            Self::Max => "max(x, y, ..)",
            Self::Abs => "abs(x)",
            Self::Exp => "exp(x)",
            Self::Ln => "ln(x)",
            Self::Sqrt => "sqrt(x)",
            Self::If => "if(condition, x, y)",
            Self::Clamp => "clamp(x, low, high)",
        }
    }

    /// Whether it takes so many arguments.
    #[must_use]
    pub fn takes(self, arguments: usize) -> bool {
        match self {
            Self::Min | Self::Max => arguments >= 2,
            Self::Abs | Self::Exp | Self::Ln | Self::Sqrt => arguments == 1,
            Self::If | Self::Clamp => arguments == 3,
        }
    }

    /// The function of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name() == name)
    }
}
