//! The Wilson score interval: how far a proportion may wander by chance alone.
//! Must not know what is counted.
//!
//! Formula: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
//! JASA 22 (1927), with z for 95 %.

/// Two-sided 95 % of the normal distribution.
pub const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of `part` out of `whole`, as fractions; `None` when there is no whole.
pub fn wilson(part: u64, whole: u64) -> Option<(f64, f64)> {
    if whole == 0 {
        return None;
    }
    let n = whole as f64;
    let p = part as f64 / n;
    let scale = 1.0 + Z * Z / n;
    let middle = (p + Z * Z / (2.0 * n)) / scale;
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / scale;
    Some(((middle - reach).max(0.0), (middle + reach).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_intervals() {
        // R: prop.test(x, n, correct = FALSE)$conf.int
        let cases = [
            (31, 1_004, 0.021_83, 0.043_50),
            (0, 10, 0.0, 0.277_53),
            (10, 10, 0.722_47, 1.0),
            (1, 40, 0.004_42, 0.128_83),
        ];
        for (part, whole, low, high) in cases {
            let (l, h) = wilson(part, whole).unwrap();
            assert!((l - low).abs() < 1e-4, "{part}/{whole}: {l}");
            assert!((h - high).abs() < 1e-4, "{part}/{whole}: {h}");
        }
        assert_eq!(wilson(0, 0), None);
    }
}
