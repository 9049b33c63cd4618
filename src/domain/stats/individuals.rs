//! Limits for individual values: how far one value usually lies from the mean of those before it.
//! Must not know what is measured.
//!
//! Formula: W. A. Shewhart's individuals chart as in NIST/SEMATECH, "e-Handbook of Statistical Methods", 6.3.2.2, and
//! ANSI/ASQC B1-B3: the mean and 3 / 1.128 mean moving ranges of two, which is 2.66 of them.

/// Mean moving ranges from the mean to a limit.
const RANGES: f64 = 2.66;

/// What values usually lie between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The mean of the values.
    pub mean: f64,
    /// The mean of the steps from each value to the next, without their signs.
    pub moving_range: f64,
    /// The mean less 2.66 moving ranges.
    pub low: f64,
    /// The mean and 2.66 moving ranges.
    pub high: f64,
}

/// The limits of values in the order they came; `None` for fewer than two.
pub fn limits(values: &[f64]) -> Option<Limits> {
    if values.len() < 2 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let steps = values.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    let moving_range = steps.sum::<f64>() / (values.len() - 1) as f64;
    Some(Limits {
        mean,
        moving_range,
        low: mean - RANGES * moving_range,
        high: mean + RANGES * moving_range,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flow_rates_of_the_handbook() {
        // NIST/SEMATECH e-Handbook 6.3.2.2: ten flow rates; it prints 50.81, 1.8778, 45.82 and 55.80.
        let rates = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
        let found = limits(&rates).unwrap();
        for (value, printed, digits) in [
            (found.mean, 50.81, 5e-3),
            (found.moving_range, 1.8778, 5e-5),
            (found.low, 45.82, 5e-3),
            (found.high, 55.80, 5e-3),
        ] {
            assert!((value - printed).abs() < digits, "{value} for {printed}");
        }
    }

    #[test]
    fn one_value_has_no_limits() {
        assert_eq!(limits(&[]), None);
        assert_eq!(limits(&[1.0]), None);
        let same = limits(&[2.0, 2.0]).unwrap();
        assert_eq!((same.low, same.high), (2.0, 2.0));
    }
}
