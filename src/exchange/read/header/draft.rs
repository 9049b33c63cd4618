//! A mapping while it is made: which columns are spoken for, and what is taken first.
//! Must not know values, nor which kind or shape is tried.

use super::{Mapping, pairs};
use crate::domain::day::Day;
use crate::domain::import::ImportKind;
use crate::exchange::read::columns::{ColumnWay, Columns, Index, squeeze};
use crate::exchange::read::dates;
use crate::exchange::read::fields::{ALSO, FileField, Form, Goes, MONTH, PARTS, WORDED, form};
use crate::exchange::read::vendors::VendorShape;

/// A mapping under way: its columns so far, and which of the file's are spoken for.
struct MappingDraft {
    mapping: Mapping,
    taken: Vec<bool>,
}

impl MappingDraft {
    fn new(
        columns: &Columns,
        form: &Form,
        shape: Option<&'static VendorShape>,
        ignored: &[usize],
    ) -> MappingDraft {
        let ours = columns.ours();
        MappingDraft {
            mapping: Mapping {
                kind: form.kind,
                places: vec![None; form.fields.len()],
                more: Vec::new(),
                months: Vec::new(),
                score: 0,
                shape,
                rival: None,
                ours,
            },
            taken: (0..columns.names.len())
                .map(|at| at < ours || ignored.contains(&at))
                .collect(),
        }
    }

    fn put(&mut self, place: usize, at: usize, score: u32) {
        self.mapping.places[place] = Some(at);
        self.mapping.score += score;
        self.taken[at] = true;
    }

    /// A further column of a field that has one; it may be another field's as well.
    fn put_more(&mut self, place: usize, at: usize) {
        self.mapping.more.push((place, at));
        self.taken[at] = true;
    }

    fn is_open(&self, place: usize) -> bool {
        self.mapping.places[place].is_none()
    }
}

/// The mapping of a form that a person's `given` columns, then those of the shape, then names make; `ignored`
/// columns are not used.
pub(super) fn map_as(
    columns: &Columns,
    index: &Index<'_>,
    (form, shape): (&'static Form, Option<&'static VendorShape>),
    given: &[(&str, usize)],
    ignored: &[usize],
) -> Mapping {
    let mut draft = MappingDraft::new(columns, form, shape, ignored);
    for (field, at) in given {
        match form.place(field) {
            // The day that stands for a status is a second use of its column, as is what says that it counts on, or from
            // when on it is paid for.
            Some(place) if matches!(*field, "status_end" | "at_period_end" | "period_start") => {
                draft.mapping.places[place] = Some(*at);
            }
            // Of several ends a row has the first that is filled, of several reasons all that were given, and several
            // parts make one together.
            Some(place)
                if matches!(*field, ALSO | "end" | "reason" | "part") && !draft.is_open(place) =>
            {
                draft.put_more(place, *at);
            }
            // Of several columns of words the first is the text, and the others stand behind it.
            Some(place) if *field == "text" && !draft.is_open(place) => draft.taken[*at] = true,
            Some(place) => draft.put(place, *at, 10),
            None => {}
        }
    }
    too(index, form, (&WORDED, "plan"), given, &mut draft);
    too(index, form, (&["quantity"], "amount"), given, &mut draft);
    name_too(index, form, given, &mut draft);
    let given: Vec<bool> = draft.mapping.places.iter().map(Option::is_some).collect();
    for (field, column) in shape.into_iter().flat_map(VendorShape::pairs) {
        let place = form.place(field).filter(|place| !given[*place]);
        let Some((place, at)) = place.zip(index.find(column)) else {
            continue;
        };
        match draft.is_open(place) {
            true if !draft.taken[at] => draft.put(place, at, 10),
            true => {}
            false => draft.put_more(place, at),
        }
    }
    if form.kind == ImportKind::Movements && shape.is_none() {
        find_parts(index, form, &mut draft);
    }
    if shape.is_none_or(|shape| shape.by_name) {
        by_name(index, form, &mut draft);
    }
    if form.kind == ImportKind::Subscriptions && shape.is_none() {
        paid_between(columns, form, &mut draft);
    }
    let MappingDraft { mut mapping, taken } = draft;
    if form.kind == ImportKind::Balances && mapping.column("day").is_none() {
        find_months(columns, &taken, &mut mapping);
    }
    mapping
}

/// A plan's name that says how much a price is, too, stays the name of the plan, and a price that says of how many the
/// price.
fn too(
    index: &Index<'_>,
    form: &'static Form,
    (further, own): (&[&str], &str),
    given: &[(&str, usize)],
    draft: &mut MappingDraft,
) {
    let said = given.iter().filter(|(field, _)| further.contains(field));
    let columns: Vec<usize> = said.map(|(_, at)| *at).collect();
    let own = form.place(own).filter(|place| draft.is_open(*place));
    let (false, Some(place)) = (columns.is_empty(), own) else {
        return;
    };
    let others: Vec<bool> = (0..draft.taken.len())
        .map(|at| !columns.contains(&at))
        .collect();
    draft.mapping.places[place] = index.free(ColumnWay::Name, &form.fields[place], &others);
}

/// A further id of an account that is its name, too, stays its name.
fn name_too(
    index: &Index<'_>,
    form: &'static Form,
    given: &[(&str, usize)],
    draft: &mut MappingDraft,
) {
    let further = |at: usize| given.contains(&(ALSO, at));
    let name = form
        .place("name")
        .filter(|_| form.kind == ImportKind::Accounts);
    let Some(place) = name.filter(|place| draft.is_open(*place)) else {
        return;
    };
    let others: Vec<bool> = (0..draft.taken.len()).map(|at| !further(at)).collect();
    draft.mapping.places[place] = index.free(ColumnWay::Name, &form.fields[place], &others);
}

fn by_name(index: &Index<'_>, form: &'static Form, draft: &mut MappingDraft) {
    // The lower names of a survey tool are answers that can be ticked, and `Response` for the rest.
    let lower = draft.mapping.shape.is_none();
    let ways = [
        (ColumnWay::Name, 1),
        (ColumnWay::LowerName, 1),
        (ColumnWay::Hint, 2),
    ];
    for (way, share) in ways
        .into_iter()
        .filter(|(way, _)| lower || !matches!(way, ColumnWay::LowerName))
    {
        for (place, field) in form.fields.iter().enumerate() {
            if draft.is_open(place)
                && let Some(at) = index.free(way, field, &draft.taken)
            {
                draft.put(place, at, field.weight / share);
            }
        }
    }
}

/// The days from which to which somebody paid, where only together they say so.
fn paid_between(columns: &Columns, form: &Form, draft: &mut MappingDraft) {
    let (Some(start), Some(end)) = (form.place("start"), form.place("end")) else {
        return;
    };
    let known = draft.mapping.places[end];
    let free = |at: &usize| !draft.taken[*at] || known == Some(*at);
    let names = columns.names.iter().map(String::as_str).enumerate();
    let pair = pairs::among(names.filter(|(at, _)| free(at)));
    // What is a subscription by all the rest began when it was made.
    let has = |field: &str| form.place(field).is_some_and(|place| !draft.is_open(place));
    let id = form
        .place("id")
        .and_then(|place| draft.mapping.places[place]);
    let own = id.is_some_and(|at| squeeze(&columns.names[at]).contains("sub"));
    let whole = own && has("account") && has("amount") && (has("plan") || has("interval"));
    let Some(pair) = pair.filter(|pair| (pair.sure || whole) && draft.is_open(start)) else {
        return;
    };
    draft.put(start, pair.first, form.fields[start].weight);
    if draft.is_open(end) {
        draft.put(end, pair.last, form.fields[end].weight);
    }
}

/// A column for each kind of change, where none has the change itself or the balance after it: at least one kind that
/// comes and one that goes, or any that a person named.
fn find_parts(index: &Index<'_>, form: &Form, draft: &mut MappingDraft) {
    let named = |field: &FileField, taken: &[bool]| {
        let field = FileField {
            told: false,
            ..*field
        };
        index.free(ColumnWay::Name, &field, taken)
    };
    let mut taken = draft.taken.clone();
    let (mut found, mut given, mut ways) = (Vec::new(), false, Vec::new());
    for (name, goes) in PARTS {
        let Some(place) = form.place(name) else {
            continue;
        };
        let column = named(&form.fields[place], &taken);
        let column = column.filter(|_| draft.is_open(place));
        given |= !draft.is_open(place);
        if let Some(at) = column {
            taken[at] = true;
            found.push((place, at));
        }
        ways.extend((column.is_some() || !draft.is_open(place)).then_some(goes));
    }
    let both = [Goes::Up, Goes::Down].iter().all(|way| ways.contains(way));
    let whole = |name: &str| {
        let place = form.place(name)?;
        draft.mapping.places[place].or_else(|| named(&form.fields[place], &taken))
    };
    if !(given || both && whole("delta").or(whole("mrr")).is_none()) {
        return;
    }
    for (place, at) in found {
        draft.put(place, at, form.fields[place].weight);
    }
    let day = form.place("day").filter(|place| draft.is_open(*place));
    if let Some(place) = day.filter(|place| named(&form.fields[*place], &draft.taken).is_none())
        && let Some(at) = named(&MONTH, &draft.taken)
    {
        draft.put(place, at, MONTH.weight);
    }
}

fn find_months(columns: &Columns, taken: &[bool], mapping: &mut Mapping) {
    let months: Vec<(usize, Day)> = (0..taken.len())
        .filter(|&at| !taken[at])
        .filter_map(|at| Some((at, dates::month_heading(&columns.names[at])?)))
        .collect();
    let month = |day: Day| (day.year(), day.month());
    let first = months.first().map(|(_, day)| *day);
    let others = || months.iter().filter(|(_, day)| Some(*day) != first);
    // A day and its month are no two months: they stand in a row.
    let in_one = first.is_some_and(|first| others().all(|(_, day)| month(*day) == month(first)));
    if months.len() >= 2 && (others().next().is_none() || !in_one) {
        mapping.months = months;
        mapping.score += 6;
        if let Some(place) = form(ImportKind::Balances).place("mrr") {
            mapping.places[place] = None;
        }
    }
}
