//! What speaks for each roadmap item, out of what is kept of the room. Must not know how it is weighed:
//! `domain::priority` does.

use super::Desk;
use crate::domain::failure::Failure;
use crate::domain::ids::{RoadmapId, TagId};
use crate::domain::period::Period;
use crate::domain::priority::{ItemPriority, MONTHS, Priority, ThemeYear, weighed};
use crate::domain::roadmap::{Link, RoadmapItem, Stance};
use crate::domain::says::RoomSays;
use crate::domain::sort::{sort, sort_by_key};
use crate::domain::tally::Sum;
use crate::domain::usual::closed::{ThemeClosed, ThemeWorked, rest};
use crate::store::{history, table};

impl Desk<'_> {
    /// What speaks for the items as of a period's end.
    pub fn priority(&self, period: Period) -> Result<Priority, Failure> {
        let (ledger, evidence) = self.both()?;
        let months = self.months_told(period)?;
        let themes = self.years(&months)?;
        let items: Vec<RoadmapItem> = table::all(self.db)?;
        let links: Vec<Link> = table::all(self.db)?;
        let of = |item: &RoadmapItem| {
            let own = links.iter().filter(|link| link.item == Some(item.id));
            let own = own.filter_map(|link| evidence.book().theme_of(link.theme));
            let mut own: Vec<usize> = own.collect();
            sort(&mut own);
            own.dedup();
            (item.id, own)
        };
        let linked: Vec<(RoadmapId, Vec<usize>)> = items.iter().map(of).collect();
        let windows = &self.rules.windows;
        let told = self.reach()?.is_some_and(|reach| period.first() <= reach);
        let mut own = match told {
            true => weighed(ledger, evidence, windows, period, &linked),
            false => Vec::new(),
        };
        let year = |id: TagId| themes.iter().find(|theme| theme.id == id);
        for (one, item) in own.iter_mut().zip(&items) {
            let lost = one.themes.iter().filter_map(|theme| year(*theme));
            one.year = lost.map(ThemeYear::lost).sum();
            one.history = history::of_item(self.db, item)?;
            let aligned = links
                .iter()
                .filter(|link| link.item == Some(item.id) && link.stance == Stance::Aligns);
            let aligned = aligned.filter_map(|link| year(link.theme));
            self.close(one, item, aligned, (period, &months))?;
        }
        Ok(Priority {
            period,
            months,
            themes,
            items: own,
        })
    }

    /// What was lost to each theme in some months.
    fn years(&self, months: &[Period]) -> Result<Vec<ThemeYear>, Failure> {
        let (_, evidence) = self.both()?;
        let (book, lost) = (evidence.book(), self.lost_in(months)?);
        let year = |theme: usize| {
            let months = lost.iter().filter_map(|month| month.get(theme));
            ThemeYear {
                id: book.id(theme),
                theme: book.name(theme).to_owned(),
                months: months.copied().collect(),
            }
        };
        Ok((0..book.themes()).map(year).collect())
    }

    /// The months up to a period's end of which losses are known, twelve at most, the oldest first.
    fn months_told(&self, period: Period) -> Result<Vec<Period>, Failure> {
        let (Some(known), Some(reach)) = (self.known()?, self.reach()?) else {
            return Ok(Vec::new());
        };
        let last = period.last();
        let months = (0..MONTHS)
            .rev()
            .map(|n| Period::month_of(last.plus_months(-n)));
        let told = |month: &Period| known.holds(*month) && month.first() <= reach;
        Ok(months.filter(told).collect())
    }

    /// Whether it is closed: the room said that it worked, and none of the themes it answers came back since.
    fn close<'a>(
        &self,
        one: &mut ItemPriority,
        item: &RoadmapItem,
        aligned: impl Iterator<Item = &'a ThemeYear>,
        (period, months): (Period, &[Period]),
    ) -> Result<(), Failure> {
        let Some(on) = item.said_on.filter(|_| item.said == Some(RoomSays::Worked)) else {
            return Ok(());
        };
        let reopens_at = self.rules.reopens_at;
        let left = self.reach()?.and_then(|reach| rest(months, on, reach));
        let left: Vec<Period> = left.into_iter().collect();
        let in_left = self.years(&left)?;
        let closed = |theme: TagId, lost: &[Sum]| {
            let worked = ThemeWorked {
                theme,
                on,
                what: item.title.clone(),
            };
            let own = in_left.iter().find(|year| year.id == theme);
            let own = own.map_or(&[][..], |year| &year.months);
            let all = months.iter().zip(lost).chain(left.iter().zip(own));
            let mut all: Vec<(Period, u64)> = all.map(|(of, sum)| (*of, sum.accounts)).collect();
            sort_by_key(&mut all, |(of, _)| of.first());
            ThemeClosed::of(theme, &[worked], all.into_iter(), period, reopens_at)
        };
        one.closed = closed(TagId(0), &[]);
        for year in aligned {
            let own = closed(year.id, &year.months);
            let back = |closed: &ThemeClosed| closed.back.map(|(month, _)| month.first().0);
            let (own_back, found) = (
                own.as_ref().and_then(back),
                one.closed.as_ref().and_then(back),
            );
            if own_back.is_some_and(|day| found.is_none_or(|other| day < other)) {
                one.closed = own;
                one.back = Some(year.theme.clone());
            }
        }
        Ok(())
    }
}
