//! Draws the active accounts at risk: how many and how much MRR, then each with its reasons, and below them how
//! good the learned risk is. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::listing::Listing;
use crate::app::screens::risk::{self, Risk, WhichAtRisk};
use crate::domain::ahead::{Ahead, Leaving, Notice};
use crate::domain::day::Day;
use crate::domain::figure::open_percent;
use crate::domain::money::{count, counted};
use crate::domain::outlook::{AtRisk, RiskList};
use crate::domain::signs::State;
use crate::domain::word::Word;
use crate::ui::canvas::{below, top};
use crate::ui::table::first_made;
use crate::ui::text::wrap;
use crate::ui::{Canvas, Column, Row, Table};

pub fn draw(canvas: &mut Canvas<'_>, listing: &Listing<Risk>, area: Rect) {
    let state = &listing.list;
    let total = state.total();
    let (who, mrr) = (
        counted(total.accounts, "account"),
        canvas.shared().money(total.mrr),
    );
    let right = format!("{who}, {mrr} MRR");
    let body = canvas.page(area, state.which.title(), &right);
    let Some(list) = &state.list else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    let body = match since(canvas, state) {
        Some(words) => {
            let used = canvas.wrapped(body, &words, 2, canvas.paint.text);
            below(body, used)
        }
        None => body,
    };
    canvas.text(body, 0, &standing(canvas, list), canvas.paint.dim);
    let known = known(canvas, &list.ahead);
    let above = 1 + known.map_or(0, |line| {
        canvas.wrapped(below(body, 1), &line, 3, canvas.paint.warn)
    });
    let below_it = detail(listing, list, usize::from(body.width));
    let rows = body
        .height
        .saturating_sub(below_it.len() as u16 + above + 2);
    let middle = top(below(body, above), rows.max(3));
    if listing.shown.is_empty() {
        canvas.text(middle, 1, nobody(state.which, list), canvas.paint.text);
    } else {
        accounts(canvas, listing, middle);
    }
    let foot = below(body, middle.height + above);
    canvas.rule(foot, 0);
    for (row, line) in (1..).zip(&below_it) {
        canvas.text(foot, row, line, canvas.paint.dim);
    }
}

/// `since the review of Sep 2026: 6 new on the list, 7 off it: now 28 accounts, €13,251 a month, by what is dated`
fn since(canvas: &Canvas<'_>, state: &Risk) -> Option<String> {
    let since = state.warned.as_ref()?.since.as_ref()?;
    let words = since.words(|amount| canvas.shared().money(amount));
    let period = since.period.short();
    Some(format!(
        "since the review of {period}: {words}, by what is dated"
    ))
}

/// `30 Sep · of 5,174 active: endangered 3, at risk 20, healthy 400, no signs 4,751`
fn standing(canvas: &Canvas<'_>, list: &RiskList) -> String {
    let Some(day) = list.as_of else {
        return "nobody pays yet".to_owned();
    };
    let states = State::ALL.iter().zip(list.states).rev();
    let states = states.map(|(state, of)| format!("{} {}", state.words(), count(of.accounts)));
    let states = states.collect::<Vec<_>>().join(", ");
    let (active, mrr) = (
        count(list.active.accounts),
        canvas.shared().money(list.active.mrr),
    );
    format!(
        "{} · of {active} active, {mrr} MRR · by the rules: {states}",
        day.short()
    )
}

/// `notice given, still paying: 1, €49, leaves 30 Nov · of the €72,594 on 31 Oct €72,545 is left`: what is at risk is
/// counted as of another day.
fn known(canvas: &Canvas<'_>, ahead: &Ahead) -> Option<String> {
    let money = |cents| canvas.shared().money(cents);
    let words = ahead.words(money)?;
    let (all, left) = (money(ahead.active.mrr), money(ahead.left()));
    let day = ahead.as_of.short();
    Some(format!("{words} · of the {all} on {day} {left} is left"))
}

fn nobody(which: WhichAtRisk, list: &RiskList) -> &'static str {
    match which {
        WhichAtRisk::Known => "nobody is known to leave or to pay less",
        WhichAtRisk::Learned if list.high.is_some() => "nobody has a high learned risk",
        WhichAtRisk::Learned => {
            "nobody is told by what was learned; ] shows who is at risk by the rules"
        }
        WhichAtRisk::All | WhichAtRisk::Rules if list.signs.is_empty() => {
            "no signs yet: i in the lobby imports usage (account, day, last_seen, logins, nps, ...); \
             `churnroom signs` prints the rules"
        }
        WhichAtRisk::All | WhichAtRisk::Rules => "nobody: no rule holds for any active account",
    }
}

fn accounts(canvas: &mut Canvas<'_>, listing: &Listing<Risk>, area: Rect) {
    let wide = area.width >= 100;
    let columns = Column::all(match wide {
        true => "account:26|>MRR:9|state:10|>learned:7|owner:12|why",
        false => "account:18|>MRR:9|state:10|>learned:7|:0|why",
    });
    let room = usize::from(area.height);
    let first = first_made(listing.shown.at(), room);
    let rows = listing.list.rows().skip(first).take(2 * room);
    let from = listing.list.list.as_ref().map(|list| list.ahead.as_of);
    let from = from.unwrap_or_default();
    let rows = rows.map(|of| match of {
        risk::RiskRow::Leaving(item) => leaving(canvas, item, from, wide),
        risk::RiskRow::AtRisk(item) => row(canvas, item, wide),
    });
    let ids = listing.list.rows().skip(first).map(risk::RiskRow::id);
    let rows = rows.zip(ids).map(|(row, id)| {
        let sign = listing.sign(&id);
        row.prefixed(sign)
    });
    let rows: Vec<Row> = rows.collect();
    Table::new(&columns, rows)
        .after(first)
        .selected(listing.shown.at(), true)
        .draw(canvas, area);
}

fn leaving(canvas: &Canvas<'_>, item: &Leaving, from: Day, wide: bool) -> Row {
    let shared = canvas.shared();
    let mut why = vec![item.words(from, |sum| shared.money(sum))];
    if item.notice == Notice::Shrinks {
        why.push(format!("by {}", shared.money(item.lost)));
    }
    why.extend(item.cause.map(|cause| cause.word().replace('_', " ")));
    Row::new([
        item.account.name.clone(),
        shared.money(item.paying),
        "notice".to_owned(),
        String::new(),
        if wide {
            item.owner.clone()
        } else {
            String::new()
        },
        why.join(", "),
    ])
    .styled(1, canvas.paint.money)
    .styled(5, canvas.paint.warn)
}

fn row(canvas: &Canvas<'_>, item: &AtRisk, wide: bool) -> Row {
    let shared = canvas.shared();
    let owner = if wide { item.owner.as_str() } else { "" };
    let risk = item.risk.map(open_percent);
    Row::new([
        item.account.name.clone(),
        shared.money(item.account.mrr),
        item.state.words().to_owned(),
        risk.unwrap_or_default(),
        owner.to_owned(),
        item.all_reasons(),
    ])
    .styled(1, canvas.paint.money)
    .styled(5, canvas.paint.dim)
}

/// All reasons of the selected account, and how good the learned risk is.
fn detail(listing: &Listing<Risk>, list: &RiskList, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let selected = listing.shown.key().and_then(|id| listing.list.row(*id));
    if let Some(risk::RiskRow::AtRisk(item)) = selected {
        let text = format!("{}: {}", item.account.name, item.all_reasons());
        lines.extend(wrap(&text, columns, 2));
    }
    let lesson = &list.lesson;
    match (&lesson.hidden, &lesson.test) {
        (Some(why), _) => lines.extend(wrap(&format!("no learned risk: {why}"), columns, 2)),
        (None, Some(test)) => {
            let text = format!(
                "learned from who left after {}: AUC {:.2} on {} accounts held out; of the tenth called riskiest \
                 {:.0} % left, of all {:.0} %",
                lesson.cut.map(|day| day.short()).unwrap_or_default(),
                test.auc,
                count(test.accounts),
                test.precision() * 100.0,
                test.base() * 100.0
            );
            lines.extend(wrap(&text, columns, 2));
            let bands = test.bands.iter();
            let middle = bands.max_by_key(|band| (band.from > 0.1, band.accounts));
            lines.extend(middle.map(|band| band.words()));
            let later = lesson.later_words().into_iter();
            lines.extend(later.flat_map(|text| wrap(&text, columns, 2)));
        }
        (None, None) => {}
    }
    let beware = lesson
        .warnings
        .iter()
        .map(|words| format!("beware: {words}"));
    lines.extend(beware.flat_map(|text| wrap(&text, columns, 3)));
    lines
}
