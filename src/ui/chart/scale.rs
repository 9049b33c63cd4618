//! From where to where an axis goes, and where its ticks stand: round numbers that people say.
//! Must not know what is drawn on it.

/// Rows a tick takes at least.
const APART: u16 = 2;

/// An axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// The value at the bottom.
    pub low: f64,
    /// The value at the top.
    pub high: f64,
}

impl Axis {
    /// An axis on which all values lie, from 0 or, with `fit`, from near the lowest. `None` without values.
    pub fn over(values: impl Iterator<Item = f64> + Clone, fit: bool) -> Option<Axis> {
        let most = values.clone().reduce(f64::max)?;
        let least = values.reduce(f64::min)?;
        let least = if fit { least } else { least.min(0.0) };
        let most = if fit { most } else { most.max(0.0) };
        let room = (most - least).max(most.abs() * 0.02);
        let step = round_step(room / 4.0);
        let low = (least / step + 1e-9).floor() * step;
        let high = (most / step - 1e-9).ceil() * step;
        Some(Axis {
            low,
            high: high.max(low + step),
        })
    }

    /// How far up a value is: 0 at the bottom, 1 at the top.
    pub fn share(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// Round values on the axis, as many as have room in so many rows; the ends among them.
    pub fn ticks(self, rows: u16) -> Vec<f64> {
        let most = u32::from(rows / APART).clamp(1, 10);
        let room = self.high - self.low;
        let round = |n: &u32| is_round(room / f64::from(*n));
        let n = (1..=most).rev().find(round).unwrap_or(1);
        (0..=n)
            .map(|k| self.low + room * f64::from(k) / f64::from(n))
            .collect()
    }
}

/// Whether a step is one of 1, 2, 2.5, 5 and their tenfolds.
fn is_round(step: f64) -> bool {
    let tens = 10f64.powf(step.log10().floor());
    let digit = step / tens;
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .iter()
        .any(|round| (digit - round).abs() < 1e-6)
}

/// The least of 1, 2, 5 and their tenfolds that is not below a step.
fn round_step(step: f64) -> f64 {
    if step <= 0.0 || !step.is_finite() {
        return 1.0;
    }
    let tens = 10f64.powf(step.log10().floor());
    let digit = step / tens;
    let round = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|d| *d >= digit - 1e-9)
        .unwrap_or(10.0);
    round * tens
}
