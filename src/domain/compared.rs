//! A figure's comparison in words: against the period before, and against the last three.
//! Must not know how lines are laid out.

use super::metrics::Compared;
use super::period::Period;

/// Changes below this many percentage points are none.
const NONE: f64 = 0.05;

impl Compared {
    /// `▲ 0.4 pp against Sep 2026`, as a difference and no more. What was frozen before there were usual ranges says
    /// how it was judged then: `, worse, within chance (2.2 to 4.3 %)`. Empty where there is no value to compare.
    pub fn change(&self, period: Period) -> String {
        let before = period.previous().short();
        let Some(value) = self.value else {
            return String::new();
        };
        let Some(previous) = self.previous else {
            return format!("nothing to compare with in {before}");
        };
        let Some(moved) = points(value, previous) else {
            return format!("as in {before}");
        };
        format!("{moved} against {before}{}", self.judged_then())
    }

    /// `, worse, within chance (2.2 to 4.3 %)`; empty of what was frozen since.
    pub fn judged_then(&self) -> String {
        let Some(then) = self.then else {
            return String::new();
        };
        let mut out = match self.better {
            Some(true) => ", better",
            Some(false) => ", worse",
            None => "",
        }
        .to_owned();
        if let Some((low, high)) = then.chance.filter(|_| then.within_chance) {
            let (low, high) = (low * 100.0, high * 100.0);
            out.push_str(&format!(", within chance ({low:.1} to {high:.1} %)"));
        }
        out
    }

    /// `▼ 0.2 pp against the last 3, 3.3 %`; `None` where there is no value, or not three before.
    pub fn against_average(&self) -> Option<String> {
        let (value, average) = self.value.zip(self.average)?;
        let share = format!("{:.1} %", average * 100.0);
        Some(match points(value, average) {
            Some(moved) => format!("{moved} against the last 3, {share}"),
            None => format!("as the last 3, {share}"),
        })
    }
}

/// `▲ 0.4 pp`; `None` where it is no change to speak of.
fn points(value: f64, before: f64) -> Option<String> {
    let points = (value - before) * 100.0;
    let sign = if points > 0.0 { '▲' } else { '▼' };
    (points.abs() >= NONE).then(|| format!("{sign} {:.1} pp", points.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(value: impl Into<Option<f64>>, previous: Option<f64>) -> Compared {
        let value = value.into();
        Compared {
            figure: "logo_churn".to_owned(),
            value,
            previous,
            average: Some(0.033),
            better: value.zip(previous).map(|(value, p)| value < p),
            then: None,
        }
    }

    #[test]
    fn a_change_is_said_in_points() {
        let october: Period = "2026-10".parse().unwrap();
        for (value, previous, words) in [
            (0.031, Some(0.027), "▲ 0.4 pp against Sep 2026"),
            (0.01, Some(0.027), "▼ 1.7 pp against Sep 2026"),
            (0.0271, Some(0.027), "as in Sep 2026"),
            (0.031, None, "nothing to compare with in Sep 2026"),
        ] {
            assert_eq!(compared(value, previous).change(october), words);
        }
        for previous in [None, Some(0.027)] {
            let none = compared(None, previous);
            assert_eq!(none.change(october), "", "no value, nothing to compare");
            assert_eq!(none.against_average(), None);
        }
    }

    #[test]
    fn what_was_judged_before_there_were_ranges_says_so_still() {
        let october: Period = "2026-10".parse().unwrap();
        let json = |figure: &str, rest: &str| {
            let json = format!(
                r#"{{"figure":"{figure}","value":0.031,"previous":0.027,"average":null,"better":false,{rest}}}"#
            );
            let read: Compared = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
            read.change(october)
        };
        assert_eq!(
            json(
                "logo_churn",
                r#""chance":[0.022,0.043],"within_chance":true"#
            ),
            "▲ 0.4 pp against Sep 2026, worse, within chance (2.2 to 4.3 %)"
        );
        assert_eq!(
            json("grr", r#""chance":null,"within_chance":false"#),
            "▲ 0.4 pp against Sep 2026, worse"
        );
        let now = compared(0.031, Some(0.027));
        let written = serde_json::to_string(&now).unwrap();
        assert!(!written.contains("chance"), "{written}");
        assert_eq!(serde_json::from_str::<Compared>(&written).unwrap(), now);
    }

    #[test]
    fn against_the_average_too() {
        let words = |value| compared(value, None).against_average();
        assert_eq!(words(0.031).unwrap(), "▼ 0.2 pp against the last 3, 3.3 %");
        assert_eq!(words(0.0331).unwrap(), "as the last 3, 3.3 %");
        let none = Compared {
            average: None,
            ..compared(0.03, None)
        };
        assert_eq!(none.against_average(), None);
    }
}
