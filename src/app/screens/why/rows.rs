//! The rows of the Why screen as words and figures: what is shown where, and how each row compares.
//! Must not know columns' widths or styles.

use crate::app::screen::Headline;
use crate::app::shared::{Look, Shared};
use crate::domain::feedback::Quote;
use crate::domain::ids::TagId;
use crate::domain::money::{Cents, count, share};
use crate::domain::roadmap::{Link, RoadmapItem, Stance};
use crate::domain::sort::sort_by_key;
use crate::domain::tally::Sum;
use crate::domain::themes::{Theme, ThemeRow, ThemeTrend, Themes};
use crate::domain::usual::reasons::ReasonsJudged;
use crate::domain::word::Word;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyRow {
    /// A theme, or one of the three outside.
    Row(ThemeRow),
    /// The themes that are not shown, as one.
    More,
}

/// How many themes are shown one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowShape {
    /// Themes shown.
    pub shown: usize,
    /// Whether a row stands for the rest (or puts them away again).
    pub folds: bool,
}

impl RowShape {
    /// As many as the window has room for, all when expanded. Themes without a loss stand at the end of the
    /// order and fold away, unless no theme has one.
    pub fn of(themes: &[Theme], expanded: bool, look: Look) -> RowShape {
        let fits = 5 + usize::from(look.height.saturating_sub(24)) * 7 / 16;
        let fits = fits.min(15);
        let all = themes.len();
        let loses = |t: &&Theme| t.accounts > 0 || t.lost_mrr != Cents(0);
        let losing = themes.iter().filter(loses).count();
        let ranked = if losing == 0 { all } else { losing };
        let over = ranked > fits + 1 || (ranked < all && ranked > fits);
        let shown = if over { fits } else { ranked };
        let folds = shown < all;
        let shown = if expanded { all } else { shown };
        RowShape { shown, folds }
    }

    /// The rows in order; the three outside are always there.
    pub fn places(self, themes: &Themes) -> Vec<WhyRow> {
        let shown = themes.themes.iter().take(self.shown);
        let mut places: Vec<WhyRow> = shown.map(|t| WhyRow::Row(ThemeRow::Theme(t.id))).collect();
        if self.folds {
            places.push(WhyRow::More);
        }
        use ThemeRow::{NoReason, NobodySaid, NotTagged};
        places.extend([NotTagged, NoReason, NobodySaid].map(WhyRow::Row));
        places
    }
}

/// What a row says; empty where it has nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhyCells {
    pub theme: Option<TagId>,
    pub rank: String,
    pub name: String,
    pub lost: String,
    pub share: String,
    pub accounts: String,
    pub usual: String,
    /// Whether a theme that is outside its range is so for the better.
    pub better: Option<bool>,
    pub mentions: String,
    pub before: String,
    pub exposed: String,
    pub trend: Vec<Option<i64>>,
    pub any: String,
    pub roadmap: String,
}

/// A trend without the periods of which nothing is told.
fn told(trend: &ThemeTrend) -> Vec<Option<i64>> {
    let all = trend.lost.iter().enumerate();
    all.map(|(n, sum)| sum.filter(|_| n >= trend.silent).map(|sum| sum.0))
        .collect()
}

impl WhyCells {
    /// The accounts where there is little room: `14: 9 left`.
    pub fn few(&self) -> &str {
        let first = self.accounts.split([',', '#']).next();
        first.unwrap_or_default().trim_end()
    }
}

/// What the rows are made from.
#[derive(Clone, Copy, Debug)]
pub struct WhyPicture<'a> {
    pub themes: &'a Themes,
    pub before: Option<&'a Themes>,
    pub judged: Option<&'a ReasonsJudged>,
    pub trend: &'a [ThemeTrend],
    pub links: &'a [Link],
    pub items: &'a [RoadmapItem],
    pub shared: &'a Shared,
}

impl WhyPicture<'_> {
    /// A row in words; `shown` is how many themes stand above `6 more`.
    pub fn row(&self, place: WhyRow, shown: usize) -> WhyCells {
        let cells = match place {
            WhyRow::More => self.more(shown),
            WhyRow::Row(ThemeRow::Theme(id)) => self.theme(id),
            WhyRow::Row(row) => self.outside(row),
        };
        if !self.themes.unknown.losses {
            return cells;
        }
        // What is on file is not all that was lost.
        let [lost, share, accounts, any] = std::array::from_fn(|_| String::new());
        WhyCells {
            lost,
            share,
            accounts,
            any,
            ..cells
        }
    }

    fn theme(&self, id: TagId) -> WhyCells {
        let all = &self.themes.themes;
        let Some(at) = all.iter().position(|t| t.id == id) else {
            return WhyCells::default();
        };
        let t = &all[at];
        let money = |cents| self.shared.money(cents);
        let trend = self.trend.iter().find(|trend| trend.theme == id);
        let judged = self.judged.and_then(|judged| judged.of(id));
        let usual = self.judged.and_then(|judged| judged.usual(id));
        WhyCells {
            theme: Some(id),
            rank: (at + 1).to_string(),
            name: t.theme.clone(),
            lost: money(t.lost_mrr),
            share: share(t.lost_mrr, self.themes.lost.mrr),
            accounts: left_and_shrank(t) + &elsewhere(all, at, |t| t.accounts),
            usual: usual.unwrap_or_default(),
            better: judged.and_then(|judged| judged.accounts.better),
            mentions: count(t.mentions) + &elsewhere(all, at, |t| t.mentions),
            before: self.against_before(t),
            exposed: format!("{} · {}", count(t.exposed_accounts), money(t.exposed_mrr)),
            trend: trend.map_or_else(Vec::new, told),
            any: money(t.lost_mrr_any),
            roadmap: self.stance(id),
        }
    }

    fn outside(&self, row: ThemeRow) -> WhyCells {
        let pick = |themes: &Themes| match row {
            ThemeRow::NotTagged => themes.outside.not_tagged,
            ThemeRow::NoReason => themes.outside.no_reason_in_it,
            ThemeRow::Theme(_) | ThemeRow::NobodySaid => themes.outside.nobody_said_why,
        };
        let Sum { accounts, mrr } = pick(self.themes);
        let (name, hint) = match row {
            ThemeRow::NotTagged => ("not tagged yet", "t tag them"),
            ThemeRow::NoReason => ("read, no reason", "Enter read them"),
            ThemeRow::Theme(_) | ThemeRow::NobodySaid => ("nobody said why", "Enter who"),
        };
        let exposed = if accounts > 0 { hint } else { "" };
        WhyCells {
            name: name.to_owned(),
            lost: self.shared.money(mrr),
            share: share(mrr, self.themes.lost.mrr),
            accounts: count(accounts),
            before: self.difference(mrr, |themes| pick(themes).mrr),
            exposed: exposed.to_owned(),
            ..WhyCells::default()
        }
    }

    fn more(&self, shown: usize) -> WhyCells {
        let all = &self.themes.themes;
        let rest = &all[shown.min(all.len())..];
        if rest.is_empty() {
            return WhyCells {
                name: "fewer themes".to_owned(),
                ..WhyCells::default()
            };
        }
        let lost: Cents = rest.iter().map(|t| t.lost_mrr).sum();
        WhyCells {
            name: format!("{} more", rest.len()),
            lost: self.shared.money(lost),
            share: share(lost, self.themes.lost.mrr),
            exposed: "Enter all themes".to_owned(),
            ..WhyCells::default()
        }
    }

    /// Nothing where one of both was not read: what was tagged of one alone is no difference between them.
    fn against_before(&self, theme: &Theme) -> String {
        if !(self.themes.is_read() && self.before.is_some_and(Themes::is_read)) {
            return String::new();
        }
        let lost = |themes: &Themes| {
            let same = themes.themes.iter().find(|t| t.id == theme.id);
            same.map_or(Cents::ZERO, |t| t.lost_mrr)
        };
        self.difference(theme.lost_mrr, lost)
    }

    /// `▲ €2,100` when more was lost than in the period before; empty until that is known.
    fn difference(&self, now: Cents, then: impl Fn(&Themes) -> Cents) -> String {
        let Some(before) = self.before else {
            return String::new();
        };
        let change = now - then(before);
        match change.0 {
            0 => "=".to_owned(),
            n if n > 0 => format!("▲ {}", self.shared.money(change)),
            _ => format!("▼ {}", self.shared.money(-change)),
        }
    }

    /// How the roadmap stands to a theme: `aligns RPT-12`; the challenge first; empty when not linked.
    pub fn stance(&self, theme: TagId) -> String {
        let mut own: Vec<&Link> = self.links.iter().filter(|l| l.theme == theme).collect();
        sort_by_key(&mut own, |l| l.stance != Stance::Challenges);
        let words = own.iter().map(|link| {
            let mut items = self.items.iter();
            let item = link.item.and_then(|id| items.find(|i| i.id == id));
            let key = item.map(|item| format!(" {}", item.external));
            link.stance.word().to_owned() + &key.unwrap_or_default()
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// The selected row as one idea: its money big, then what it is made of, then a voice.
    pub fn headline(&self, row: ThemeRow, quotes: Option<&[Quote]>) -> Option<Headline> {
        let all = &self.themes.themes;
        let cells = self.row(WhyRow::Row(row), all.len());
        let lost = match row {
            ThemeRow::Theme(id) => all.iter().find(|t| t.id == id)?.lost_mrr,
            ThemeRow::NotTagged => self.themes.outside.not_tagged.mrr,
            ThemeRow::NoReason => self.themes.outside.no_reason_in_it.mrr,
            ThemeRow::NobodySaid => self.themes.outside.nobody_said_why.mrr,
        };
        let of_all = self.shared.money(self.themes.lost.mrr);
        let WhyCells { name, share, .. } = &cells;
        let accounts = cells.accounts.split(" #").next().unwrap_or_default();
        let mut words = vec![
            format!("{name}: {} of {of_all} lost, {share}", cells.lost),
            format!("accounts {accounts}"),
        ];
        words.extend(cells.theme.and_then(|id| self.judged?.told(id)));
        words.extend(cells.theme.and_then(|id| self.judged?.standing(id)));
        if !cells.before.is_empty() {
            let then = self.themes.period.previous().short();
            words.push(format!("{} against {then}", cells.before));
        }
        if let (ThemeRow::Theme(_), true) = (row, !cells.exposed.is_empty()) {
            words.push(format!("still pay, said so: {}", cells.exposed));
        }
        if let Some(quote) = quotes.and_then(<[Quote]>::first) {
            words.push(String::new());
            words.push(format!("“{}”", short(&quote.view.feedback.text)));
        }
        Some(Headline {
            big: self.shared.amounts().whole_number(lost),
            words,
        })
    }
}

/// `14: 9 left, 5 shrank`.
fn left_and_shrank(theme: &Theme) -> String {
    let [all, left, shrank] = [theme.accounts, theme.left, theme.shrank].map(count);
    match (theme.accounts, theme.left, theme.shrank) {
        (0, ..) => all,
        (_, _, 0) => format!("{all}: {left} left"),
        (_, 0, _) => format!("{all}: {shrank} shrank"),
        _ => format!("{all}: {left} left, {shrank} shrank"),
    }
}

/// ` #1` where a theme ranks elsewhere by another count: that they disagree is the discussion.
fn elsewhere(all: &[Theme], at: usize, by: fn(&Theme) -> u64) -> String {
    let own = by(&all[at]);
    let rank = all.iter().filter(|t| by(t) > own).count();
    if rank == at || own == 0 {
        return String::new();
    }
    format!(" #{}", rank + 1)
}

/// The start of a text, for one line.
fn short(text: &str) -> String {
    let line = crate::domain::safe::one_line(text.trim());
    match line.char_indices().nth(70) {
        None => line.into_owned(),
        Some((at, _)) => format!("{}…", &line[..at]),
    }
}

/// What customers stated when they left, most often first: `missing features 9, too expensive 3, none 2`.
/// Empty without exit surveys.
pub fn stated(quotes: &[Quote]) -> String {
    let mut reasons: Vec<(String, u64)> = Vec::new();
    let mut none = 0;
    let said = quotes.iter().map(|q| &q.view.feedback);
    for feedback in said.filter(|f| f.exit_survey) {
        let reason = feedback.reason.trim();
        match reasons.iter_mut().find(|(r, _)| *r == reason) {
            _ if reason.is_empty() => none += 1,
            Some((_, n)) => *n += 1,
            None => reasons.push((reason.to_owned(), 1)),
        }
    }
    sort_by_key(&mut reasons, |(_, n)| std::cmp::Reverse(*n));
    if none > 0 {
        reasons.push(("none".to_owned(), none));
    }
    let words = reasons.iter().map(|(reason, n)| format!("{reason} {n}"));
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn themes(rows: &[(u64, u64)]) -> Vec<Theme> {
        let theme = |(accounts, mentions): &(u64, u64)| Theme {
            accounts: *accounts,
            mentions: *mentions,
            ..Theme::default()
        };
        rows.iter().map(theme).collect()
    }

    #[test]
    fn ranks_are_shown_where_they_disagree() {
        let all = themes(&[(14, 61), (22, 88), (9, 70), (0, 0)]);
        let by = |by| [0, 1, 2, 3].map(|at| elsewhere(&all, at, by));
        assert_eq!(by(|t| t.accounts), [" #2", " #1", "", ""]);
        assert_eq!(by(|t| t.mentions), [" #3", " #1", " #2", ""]);
    }

    #[test]
    fn the_rest_and_what_lost_nothing_fold_into_one_row() {
        let look = Look {
            height: 24,
            ..Look::default()
        };
        for (losing, all, expanded, shown, folds) in [
            (3, 3, false, 3, false),
            (6, 6, false, 6, false),
            (7, 7, false, 5, true),
            (7, 7, true, 7, true),
            (3, 4, false, 3, true),
            (3, 4, true, 4, true),
            (6, 8, false, 5, true),
            (0, 3, false, 3, false),
        ] {
            let rows: Vec<_> = (0..all).map(|at| (u64::from(at < losing), 1)).collect();
            let shape = RowShape::of(&themes(&rows), expanded, look);
            assert_eq!(shape, RowShape { shown, folds }, "{losing} of {all}");
        }
    }
}
