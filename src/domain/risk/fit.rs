//! Logistic regression by Newton's method (iteratively reweighted least squares), with a ridge.
//! Must not know what the features are.
//!
//! It maximises `sum(y ln p + (1 - y) ln(1 - p)) - 1/2 * RIDGE * sum(w^2)`, the intercept (feature 0) left out of
//! the ridge. The ridge keeps weights finite where a feature splits perfectly or repeats another one.

/// A row as its features that are not zero, in their order.
pub type Sparse = Vec<(usize, f64)>;

const RIDGE: f64 = 1.0;
const STEPS: usize = 25;
const CLOSE: f64 = 1e-8;

/// The weights of `features` features. The same rows give the same weights to the last bit.
pub fn fit(rows: &[(Sparse, bool)], features: usize) -> Vec<f64> {
    let mut weights = vec![0.0; features];
    for _ in 0..STEPS {
        let mut step = newton(rows, &weights);
        for (weight, by) in weights.iter_mut().zip(&step) {
            *weight += by;
        }
        step.retain(|by| by.abs() > CLOSE);
        if step.is_empty() {
            break;
        }
    }
    weights
}

/// The probability that the weights give a row.
pub fn probability(row: &[(usize, f64)], weights: &[f64]) -> f64 {
    let parts = row.iter().map(|(feature, value)| weights[*feature] * value);
    let score: f64 = parts.sum();
    1.0 / (1.0 + (-score).exp())
}

/// Where Newton's method goes next: the solution of Hessian * step = gradient.
fn newton(rows: &[(Sparse, bool)], weights: &[f64]) -> Vec<f64> {
    let n = weights.len();
    let mut gradient: Vec<f64> = weights.iter().map(|w| -RIDGE * w).collect();
    let mut hessian = vec![0.0; n * n];
    for feature in 1..n {
        hessian[feature * n + feature] = RIDGE;
    }
    if let Some(intercept) = gradient.first_mut() {
        *intercept = 0.0;
    }
    for (row, left) in rows {
        let p = probability(row, weights);
        let curve = (p * (1.0 - p)).max(1e-9);
        for (at, (a, value)) in row.iter().enumerate() {
            gradient[*a] += (f64::from(u8::from(*left)) - p) * value;
            // What lies on the other side of the diagonal is the same, and nobody asks for it.
            for (b, other) in &row[..=at] {
                hessian[a * n + b] += curve * value * other;
            }
        }
    }
    solve(hessian, gradient)
}

/// Solves a symmetric positive definite system, given on and below its diagonal, by Cholesky's decomposition.
fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for i in 0..n {
        for j in 0..=i {
            let (before, rows) = matrix.split_at(i * n);
            let other = if i == j {
                &rows[..j]
            } else {
                &before[j * n..j * n + j]
            };
            let dot: f64 = rows[..j].iter().zip(other).map(|(x, y)| x * y).sum();
            let rest = matrix[i * n + j] - dot;
            matrix[i * n + j] = if i == j {
                rest.max(1e-12).sqrt()
            } else {
                rest / matrix[j * n + j]
            };
        }
    }
    for i in 0..n {
        let known: f64 = (0..i).map(|j| matrix[i * n + j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i * n + i];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| matrix[j * n + i] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i * n + i];
    }
    right
}
