//! Whether two people who read the same texts apart tag alike, and how much of that luck would have done too. A text
//! may have several tags; one to which somebody gave none is counted as such. Must not know who they are.
//!
//! Of a tag: how many texts both gave it, of those that either did, beside how many that would be had each given it to
//! as many texts by chance; and positive agreement, twice both over the sum of each (Cicchetti and Feinstein, "High
//! agreement but low kappa: II", 1990). Over all texts: Cohen's kappa ("A coefficient of agreement for nominal scales",
//! 1960), where all that was said of a text is one value and nothing said is another.

use std::collections::BTreeMap;

use super::figure::fraction;

/// What two people said of one text.
pub type Both<T> = [Vec<T>; 2];

/// How far they agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement<T> {
    /// Texts that both have read.
    pub texts: u64,
    /// Those of which both said exactly the same.
    pub same: u64,
    /// How many of which they would by luck.
    pub by_luck: f64,
    /// Cohen's kappa; `None` where luck alone would do it, as where both said one and the same of all.
    pub kappa: Option<f64>,
    /// Each thing that either said, in its order.
    pub tags: Vec<OfTag<T>>,
}

/// How far they agree on a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct OfTag<T> {
    /// The tag.
    pub tag: T,
    /// How many texts each of them gave it.
    pub each: [u64; 2],
    /// How many both gave it.
    pub both: u64,
    /// How many that would be by luck.
    pub by_luck: f64,
}

impl<T> OfTag<T> {
    /// How many texts either gave it.
    pub fn either(&self) -> u64 {
        self.each[0] + self.each[1] - self.both
    }

    /// Positive agreement: of what each said, how much the other said too.
    pub fn positive(&self) -> Option<f64> {
        let whole = self.each[0] + self.each[1];
        fraction((2 * self.both).cast_signed(), whole.cast_signed())
    }
}

/// How far two people agree.
pub fn agreement<T: Ord + Clone>(texts: &[Both<T>]) -> Agreement<T> {
    let said: Vec<Both<T>> = texts.iter().map(|both| both.clone().map(once)).collect();
    let all = said.len() as u64;
    let same = said.iter().filter(|[one, other]| one == other).count() as u64;
    let whole = counts(
        said.iter()
            .map(|both| both.each_ref().map(std::slice::from_ref)),
    );
    let by_luck = whole
        .values()
        .map(|of| luck(*of, all))
        .fold(0.0, |all, one| all + one);
    let beyond = all as f64 - by_luck;
    let tags = counts(said.iter().map(|both| both.each_ref().map(Vec::as_slice)));
    let tags = tags.into_iter().map(|(tag, each)| {
        let has = |both: &&Both<T>| both.iter().all(|own| own.contains(tag));
        OfTag {
            tag: tag.clone(),
            each,
            both: said.iter().filter(has).count() as u64,
            by_luck: luck(each, all),
        }
    });
    Agreement {
        texts: all,
        same,
        by_luck,
        kappa: (beyond > 1e-9).then(|| (same as f64 - by_luck) / beyond),
        tags: tags.collect(),
    }
}

/// What was said, in its order and each once.
fn once<T: Ord>(mut said: Vec<T>) -> Vec<T> {
    said.sort_unstable();
    said.dedup();
    said
}

/// How often each of two said each thing.
fn counts<'a, T: Ord + 'a>(texts: impl Iterator<Item = [&'a [T]; 2]>) -> BTreeMap<&'a T, [u64; 2]> {
    let mut counts: BTreeMap<&T, [u64; 2]> = BTreeMap::new();
    for both in texts {
        for (at, said) in both.into_iter().enumerate() {
            for one in said {
                counts.entry(one).or_default()[at] += 1;
            }
        }
    }
    counts
}

/// On how many of all texts two say the same by luck, who say it so often.
fn luck([one, other]: [u64; 2], all: u64) -> f64 {
    one as f64 * other as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many texts of each pair of values.
    fn table(cells: &[(&str, &str, usize)]) -> Agreement<String> {
        let said = |value: &str| match value {
            "" => Vec::new(),
            tags => tags.split(' ').map(str::to_owned).collect(),
        };
        let texts = cells
            .iter()
            .flat_map(|(one, other, n)| vec![[said(one), said(other)]; *n]);
        agreement(&texts.collect::<Vec<_>>())
    }

    fn near(found: Option<f64>, wanted: f64) -> bool {
        found.is_some_and(|found| (found - wanted).abs() < 5e-5)
    }

    /// The worked examples of the article "Cohen's kappa" in Wikipedia: fifty grant proposals that two readers said yes
    /// or no to, and two tables with the same shares of agreement.
    #[test]
    fn kappa_is_that_of_published_examples() {
        let grants = table(&[
            ("yes", "yes", 20),
            ("yes", "no", 5),
            ("no", "yes", 10),
            ("no", "no", 15),
        ]);
        assert_eq!((grants.texts, grants.same, grants.by_luck), (50, 35, 25.0));
        assert!(near(grants.kappa, 0.4));
        let yes = &grants.tags[1];
        assert_eq!(
            (yes.tag.as_str(), yes.each, yes.both, yes.by_luck),
            ("yes", [25, 30], 20, 15.0)
        );
        assert_eq!(yes.either(), 35);
        assert!(near(yes.positive(), 40.0 / 55.0));
        let unlike = table(&[
            ("yes", "yes", 45),
            ("yes", "no", 15),
            ("no", "yes", 25),
            ("no", "no", 15),
        ]);
        assert!(near(unlike.kappa, 0.1304));
        let alike = table(&[
            ("yes", "yes", 25),
            ("yes", "no", 35),
            ("no", "yes", 5),
            ("no", "no", 35),
        ]);
        assert!(near(alike.kappa, 0.2593));
    }

    #[test]
    fn no_tag_is_said_too_and_several_are_in_any_order() {
        let grants = table(&[
            ("yes", "yes", 20),
            ("yes", "", 5),
            ("", "yes", 10),
            ("", "", 15),
        ]);
        assert!(near(grants.kappa, 0.4));
        assert_eq!(grants.tags.len(), 1);
        let several = table(&[("a b", "b a b", 3), ("a", "a b", 2), ("c", "", 1)]);
        assert_eq!((several.texts, several.same), (6, 3));
        let b = &several.tags[1];
        assert_eq!((b.each, b.both, b.either()), ([3, 5], 3, 5));
        assert_eq!(several.tags[2].positive(), Some(0.0));
    }

    #[test]
    fn where_nothing_could_be_told_there_is_no_kappa() {
        for cells in [&[][..], &[("a", "a", 9)], &[("", "", 4)]] {
            assert_eq!(table(cells).kappa, None);
        }
        let never = table(&[("a", "b", 1), ("b", "a", 1)]);
        assert!(near(never.kappa, -1.0));
    }
}
