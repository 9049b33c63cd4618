//! What was noticed of a file's rows, as sentences. Must not know how it was noticed.

use crate::domain::money::{Money, by_count, count, counted};
use crate::exchange::read::{Contradicted, Discounts, Noticed, Total};
use crate::exchange::safe::{one_line, quoted, shell};
use crate::store::{ImportOutcome, SpelledPair, StayApart};

/// So many pairs of accounts are named.
const APART: usize = 3;

/// A sentence for each thing that people should know before they believe the file.
pub(super) fn sentences(noticed: &Noticed, money: Money<'_>) -> Vec<String> {
    let mut said = Vec::new();
    let mut say = |n: u64, one: &str, many: &str| match n {
        0 => {}
        1 => said.push(format!("1 {one}")),
        n => said.push(format!("{} {many}", count(n))),
    };
    say(
        noticed.headings,
        "row says the header again or draws a line under it: passed over",
        "rows say the header again or draw a line under it: passed over",
    );
    for (n, one, many) in words(noticed) {
        say(n, one, many);
    }
    let [added, out] = noticed.twice;
    say(
        added,
        "row says what an earlier one does: added up (--twice once if it is told twice)",
        "rows say what an earlier one does: added up (--twice once if they are told twice)",
    );
    say(
        out,
        "row says what an earlier one does: left out",
        "rows say what an earlier one does: left out",
    );
    say(
        noticed.paid_on,
        "cancelled subscription counts until the period it paid for ends",
        "cancelled subscriptions count until the period they paid for ends",
    );
    say(
        noticed.ended_for_nothing,
        "ended subscription has no price and counts nothing",
        "ended subscriptions have no price and count nothing",
    );
    say(
        noticed.own_currency,
        "amount says its own currency",
        "amounts say their own currency",
    );
    let prices = [discounts(&noticed.discounts, money), items(noticed)];
    said.extend(prices.into_iter().flatten());
    said.extend(months(noticed));
    said.extend(not_theirs(noticed));
    said.extend([totals(noticed), statistics(noticed)].into_iter().flatten());
    said.extend(last_days(noticed));
    said.extend(contradicted(&noticed.contradicted, money));
    let states = [unended, overruled, endless];
    said.extend(states.iter().filter_map(|of| of(noticed, money)));
    said
}

/// What was seen of texts and scores: how often, and what it is called once and several times.
fn words(noticed: &Noticed) -> [(u64, &'static str, &'static str); 4] {
    [
        (
            noticed.said_nothing,
            "text says nothing, like N/A: read as empty",
            "texts say nothing, like N/A: read as empty",
        ),
        (
            noticed.decoded,
            "text was HTML and is read as plain text",
            "texts were HTML and are read as plain text",
        ),
        (
            noticed.titled,
            "row has no text: its title stands for it",
            "rows have no text: their titles stand for it",
        ),
        (
            noticed.unscored,
            "row has a score that is no number: it is left out",
            "rows have a score that is no number: it is left out",
        ),
    ]
}

/// What is taken off prices.
fn discounts(of: &Discounts, money: Money<'_>) -> Option<String> {
    let rows = of.parts + of.amounts;
    if rows + of.once + of.unread == 0 {
        return None;
    }
    let how = match (of.parts, of.amounts) {
        (_, 0) => " in per cent".to_owned(),
        (0, _) => " in amounts".to_owned(),
        (parts, amounts) => format!(
            " ({} in per cent, {} in amounts)",
            count(parts),
            count(amounts)
        ),
    };
    let off = match rows {
        0 => "none".to_owned(),
        n => format!(
            "{}{how}, {} a month off",
            counted(n, "row"),
            money.exact(of.sum)
        ),
    };
    let mut said = format!("discounts: {off}");
    for (n, what) in [
        (of.once, "once, nothing off a month"),
        (of.unread, "for a time or of several numbers, not read"),
    ] {
        if n > 0 {
            said.push_str(&format!("; {} {what}", count(n)));
        }
    }
    Some(said)
}

/// Subscriptions of several rows.
fn items(noticed: &Noticed) -> Option<String> {
    let is = match noticed.items {
        0 => return None,
        1 => "1 row is a further item".to_owned(),
        n => format!("{} rows are further items", count(n)),
    };
    Some(format!("{is} of a subscription: their prices are added up"))
}

/// The same of what the room found.
pub(super) fn found(outcome: &ImportOutcome) -> Vec<String> {
    let mut said = Vec::new();
    match outcome.by_start {
        0 => {}
        1 => said.push(
            "1 row has other values than before and no id: known by its account and start"
                .to_owned(),
        ),
        n => said.push(format!(
            "{} rows have other values than before and no id: known by their account and start",
            count(n)
        )),
    }
    match outcome.by_words {
        0 => {}
        1 => said.push(
            "1 row came under other columns before: known by its words, its account and its day"
                .to_owned(),
        ),
        n => said.push(format!(
            "{} rows came under other columns before: known by their words, their account and their day",
            count(n)
        )),
    }
    said.extend(outcome.written.sentences());
    said.extend(outcome.kept.sentences());
    said.extend(renamed(&outcome.renamed));
    said.extend(otherwise(&outcome.written_otherwise));
    said.extend(outcome.apart.iter().take(APART).map(apart));
    if let Some(more) = outcome
        .apart
        .len()
        .checked_sub(APART)
        .filter(|more| *more > 0)
    {
        said.push(format!(
            "and {} more pairs of accounts that are one by their ids",
            count(more as u64)
        ));
    }
    said
}

/// Accounts that the file calls otherwise than before.
fn renamed(names: &[[String; 2]]) -> Option<String> {
    const FIRST: usize = 2;
    let first = names.iter().take(FIRST);
    let first = first.map(|[was, now]| format!("{} to {}", quoted(was, 40), quoted(now, 40)));
    let mut shown: Vec<String> = first.collect();
    shown.extend((names.len() > FIRST).then(|| "...".to_owned()));
    let accounts = counted(names.len() as u64, "account");
    (!names.is_empty()).then(|| format!("renamed: {accounts} ({})", shown.join(", ")))
}

/// Ids that are one but for how they are written.
fn otherwise(pairs: &[SpelledPair]) -> Option<String> {
    const FIRST: usize = 2;
    let ids = |pair: &SpelledPair| [&pair.ids[0], &pair.ids[1]].map(|id| shell(&one_line(id)));
    let [one, other] = ids(pairs.first()?);
    let first = pairs.iter().take(FIRST).map(|pair| ids(pair).join(" and "));
    let mut shown: Vec<String> = first.collect();
    shown.extend((pairs.len() > FIRST).then(|| "...".to_owned()));
    Some(format!(
        "{} of accounts differ only by how they are written and count as two each ({}): churnroom accounts same {one} \
         {other} --reason TEXT makes two of them one",
        counted(pairs.len() as u64, "pair"),
        shown.join(", ")
    ))
}

/// Two accounts that could be made one.
fn apart(pair: &StayApart) -> String {
    let [(old, old_name), (now, now_name)] =
        [&pair.old, &pair.now].map(|[id, name]| (one_line(id), quoted(name, 40)));
    format!(
        "{old_name} ({old}) and {now_name} ({now}) are one by their ids and count as two, since each has a name of its \
         own: churnroom accounts same {} {} --reason TEXT makes them one",
        shell(&old),
        shell(&now)
    )
}

/// Empty months of a wide table.
fn months(noticed: &Noticed) -> impl Iterator<Item = String> {
    let month = |n: u64| counted(n, "empty month");
    let (says, them) = match noticed.empty_months {
        1 => ("says", "it"),
        _ => ("say", "them"),
    };
    let nothing = (noticed.empty_months > 0).then(|| {
        format!(
            "{} {says} nothing: what was paid before stays (--empty zero reads {them} as nothing paid)",
            month(noticed.empty_months)
        )
    });
    let are = if noticed.zero_months == 1 {
        "is"
    } else {
        "are"
    };
    let zero = format!("{} {are} read as nothing paid", month(noticed.zero_months));
    let zero = Some(zero).filter(|_| noticed.zero_months > 0);
    nothing.into_iter().chain(zero)
}

/// Rows that a tool makes beside those of customers.
fn not_theirs(noticed: &Noticed) -> Option<String> {
    let [column, says] = noticed.not_theirs_as.as_ref()?;
    Some(match noticed.not_theirs {
        1 => format!("1 row is left out: {column} says {says} there"),
        n => format!(
            "{} rows are left out: {column} says {says} there, or the like",
            count(n)
        ),
    })
}

fn totals(noticed: &Noticed) -> Option<String> {
    let total = noticed.total.as_ref()?;
    let rows = match noticed.totals {
        1 => "1 row that adds up others".to_owned(),
        n => format!("{} rows that add up others", count(n)),
    };
    let off = match noticed.totals_off {
        0 => String::new(),
        n => format!("; {} of them differ from the rows above", count(n)),
    };
    Some(format!("left out: {rows} ({}){off}", of(total)))
}

/// Rows that say what others are on average, or how many.
fn statistics(noticed: &Noticed) -> Option<String> {
    let first = noticed.statistic.as_ref()?;
    let rows = match noticed.statistics {
        1 => "1 row that says something of the others".to_owned(),
        n => format!("{} rows that say something of the others", count(n)),
    };
    Some(format!("left out: {rows} ({})", of(first)))
}

fn of(total: &Total) -> String {
    format!("line {}, {}", total.line, quoted(&total.called, 40))
}

/// Ends that look like the last day paid for.
fn last_days(noticed: &Noticed) -> Option<String> {
    let most = noticed.next_day > 0 && noticed.next_day > noticed.same_day;
    most.then(|| {
        format!(
            "{} of {} ends have the account's next start on the day after: if an end is the last day paid for, \
             say --ends last-day",
            count(noticed.next_day),
            count(noticed.ends)
        )
    })
}

/// Changes whose words contradict what is left after them.
fn contradicted(found: &Contradicted, money: Money<'_>) -> impl Iterator<Item = String> {
    let left = (found.left > 0).then(|| {
        format!(
            "{} that somebody left, and who still pays, {} a month: counted as paying less",
            says(found.left),
            money.plain(found.left_sum)
        )
    });
    let less = (found.less > 0).then(|| {
        format!(
            "{} that somebody pays less, and nothing is left: counted as left",
            says(found.less)
        )
    });
    let more = (found.more > 0).then(|| {
        format!(
            "{} that somebody pays more, and {} below zero: counted as paying less",
            says(found.more),
            by_count(found.more, "is", "are")
        )
    });
    left.into_iter().chain(less).chain(more)
}

fn says(changes: u64) -> String {
    match changes {
        1 => "1 change says".to_owned(),
        n => format!("{} changes say", count(n)),
    }
}

fn unended(noticed: &Noticed, money: Money<'_>) -> Option<String> {
    (noticed.unended > 0).then(|| {
        format!(
            "{} with a status of ended, unpaid or paused and no end are rejected, {} a month: --status-ends \
             COLUMN says when",
            count(noticed.unended),
            money.plain(noticed.unended_sum)
        )
    })
}

fn overruled(noticed: &Noticed, money: Money<'_>) -> Option<String> {
    (noticed.overruled > 0).then(|| {
        format!(
            "{} with a status of ended, unpaid or paused and no end count on, {} a month: the status is not to be used \
             (--ignore)",
            count(noticed.overruled),
            money.plain(noticed.overruled_sum)
        )
    })
}

fn endless(noticed: &Noticed, money: Money<'_>) -> Option<String> {
    (noticed.endless > 0).then(|| {
        format!(
            "{} cancelled at the end of a period of which no day is known count on, {} a month: --map \
             period_end=COLUMN says when",
            count(noticed.endless),
            money.plain(noticed.endless_sum)
        )
    })
}
