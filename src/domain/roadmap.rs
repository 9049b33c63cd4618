//! Owners, roadmap items, and the stance a theme takes towards the roadmap.
//! Must not know meetings beyond the id a link was made in.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::day::Day;
use super::field::{Field, FieldOf, FieldValue, Holds, Plain, Thing, Value, is, row};
use super::ids::{LinkId, MeetingId, OwnerId, RoadmapId, TagId};
use super::says::{self, RoomSays};
use super::subject::Subject;
use super::word::{all, words};

/// A person with a team: who can own an action and sit in the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Owner {
    /// Row id.
    pub id: OwnerId,
    /// The id its own system knows it by; empty when typed in.
    pub external: String,
    /// Name, unique without case.
    pub name: String,
    /// E-mail address, or empty.
    pub email: String,
    /// Team, or empty.
    pub team: String,
    /// The day they left the team; none while they are in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_on: Option<Day>,
}

impl Owner {
    /// `Priya, Product`.
    pub fn with_team(&self) -> String {
        match self.team.as_str() {
            "" => self.name.clone(),
            team => format!("{}, {team}", self.name),
        }
    }
}

/// Something Product plans, builds, shipped or refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct RoadmapItem {
    pub id: RoadmapId,
    /// Its key in the tracker, such as `RPT-12`.
    pub external: String,
    pub title: String,
    /// Status as the team writes it: `planned`, `in progress`, `shipped`, `declined`, ...
    pub status: String,
    /// When it is due, as written: `2026-Q4`.
    pub target: String,
    pub owner: String,
    /// Where to read more.
    pub url: String,
    /// How easy it is, 1 to 5 as Product sees it: 1 is hard. Files and rooms of before may have a word.
    pub ease: String,
    /// The day it shipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipped: Option<Day>,
    /// How the room itself says that it went since then: kept apart from what is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<RoomSays>,
    /// Who said so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said_by: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_on: Option<Day>,
}

/// Whether a status, as the team writes it, says that customers have it.
pub fn is_shipped(status: &str) -> bool {
    let status = status.trim().to_lowercase();
    let words = "shipped released launched live done delivered complete";
    words.split(' ').any(|word| status.starts_with(word))
}

/// A key for an item that no tracker has given one: `NEW-3`.
pub fn made_key(items: &[RoadmapItem]) -> String {
    let number = |item: &RoadmapItem| item.external.strip_prefix(MADE)?.parse::<u64>().ok();
    let last = items.iter().filter_map(number).max().unwrap_or(0);
    format!("{MADE}{}", last.saturating_add(1))
}

const MADE: &str = "NEW-";

/// Whether a text says how easy something is: 1 to 5, or nothing.
pub fn is_ease(text: &str) -> bool {
    matches!(text.trim(), "" | "1" | "2" | "3" | "4" | "5")
}

/// Whether a text is an address that leads somewhere: a page, by its whole address.
pub fn is_address(url: &str) -> bool {
    let lower = url.trim().to_lowercase();
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|way| lower.strip_prefix(way));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

impl RoadmapItem {
    /// The status that a day on which it shipped says; `None` where its status says so already.
    pub fn shipped_status(&self) -> Option<&'static str> {
        (!is_shipped(&self.status)).then_some("shipped")
    }

    /// The day it shipped where another status sets that: today where customers get it and no day is given, none where
    /// they have it no more. `None` where the day stays as it is.
    pub fn ships(&self, status: &str, today: Day) -> Option<Option<Day>> {
        match (is_shipped(&self.status), is_shipped(status), self.shipped) {
            (_, true, None) => Some(Some(today)),
            (true, false, Some(_)) => Some(None),
            _ => None,
        }
    }

    /// What goes with another status: the day it shipped, and where customers have it no more what the room said of it.
    pub fn follows(&self, status: &str, today: Day) -> Vec<(Field, Value)> {
        let ships = self.ships(status, today);
        let mut set: Vec<(Field, Value)> = Vec::new();
        set.extend(ships.map(|day| (Field::Shipped, day.value())));
        if ships == Some(None) {
            set.extend(self.says(None, "", today));
        }
        set
    }

    /// What is set when the room says how it went since it shipped; nothing where it says so already.
    pub fn says(&self, now: Option<RoomSays>, by: &str, on: Day) -> Vec<(Field, Value)> {
        match self.said == now {
            true => Vec::new(),
            false => says::set(now, by, on).into(),
        }
    }

    /// The day from which on the room is asked again how it went, where it was too early to say.
    pub fn asked_again(&self) -> Option<Day> {
        let early = self.said == Some(RoomSays::TooEarly) && self.shipped.is_some();
        self.said_on.filter(|_| early).map(says::again)
    }

    /// How easy it is, 1 to 5, where that is said as a number, or in one of the words of before.
    pub fn eased(&self) -> Option<u8> {
        match self.ease.trim().to_lowercase().as_str() {
            "hard" => Some(1),
            "medium" => Some(3),
            "easy" => Some(5),
            ease => ease.parse().ok().filter(|ease| (1..=5).contains(ease)),
        }
    }
}

/// How a theme stands to the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(Default, IntoStaticStr, VariantArray, VariantNames, TraversableMut)]
#[strum(serialize_all = "snake_case")]
pub enum Stance {
    /// The item would reduce this loss.
    Aligns,
    /// The item is missing, declined, too late or wrong: it challenges the priorities.
    Challenges,
    /// The team looked and nothing on the roadmap concerns it.
    #[default]
    Nothing,
}

impl Stance {
    /// Every stance, in the order they are shown.
    pub const ALL: [Stance; 3] = all();
}

impl Plain for Stance {}

/// A theme linked to the roadmap. Without an item it challenges priorities, or there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Row id.
    pub id: LinkId,
    /// The theme.
    pub theme: TagId,
    /// The roadmap item; `aligns` always has one, `nothing` never.
    pub item: Option<RoadmapId>,
    /// How they stand to each other.
    pub stance: Stance,
    /// Why, in the team's words; may be empty.
    pub note: String,
    /// The meeting it was made in.
    pub meeting: Option<MeetingId>,
}

#[rustfmt::skip]
impl Thing for Owner {
    const FIELDS: &'static [FieldOf<Owner>] = &[
        row(is(Field::External, "external", Holds::Text, "the id").fixed().import("id", 0, "ownerid userid memberid employeeid personid"), |o| &o.external, |o| &mut o.external),
        row(is(Field::Name, "name", Holds::Name, "the name").typed("name", "Name").import("name", 1, "owner fullname ownername membername person displayname who"), |o| &o.name, |o| &mut o.name),
        row(is(Field::Team, "team", Holds::Text, "the team").typed("team", "Team").import("team", 2, "department group function squad teamname"), |o| &o.team, |o| &mut o.team),
        row(is(Field::Email, "email", Holds::Text, "the e-mail address").typed("email", "E-mail address").import("email", 1, "emailaddress mail owneremail workemail"), |o| &o.email, |o| &mut o.email),
        row(is(Field::LeftOn, "left_on", Holds::Day, "the day of leaving").typed("left-on", "The day they left the team").past(), |o| &o.left_on, |o| &mut o.left_on),
    ];
}

#[rustfmt::skip]
impl Thing for RoadmapItem {
    const FIELDS: &'static [FieldOf<RoadmapItem>] = &[
        row(is(Field::External, "external", Holds::Name, "the key").fixed().key("item").import("id", 1, "key issuekey itemid featureid epickey ticket ref issueid"), |i| &i.external, |i| &mut i.external),
        row(is(Field::Title, "title", Holds::Name, "the title").typed("title", "Title").import("title", 4, "summary feature item epic featurename itemname initiative"), |i| &i.title, |i| &mut i.title),
        row(is(Field::Status, "status", Holds::Text, "the status").typed("status", "planned, in progress, shipped, declined, ...").import("status", 2, "state stage progress"), |i| &i.status, |i| &mut i.status),
        row(is(Field::Target, "target", Holds::Text, "the target").typed("target", "When it is due: 2026-Q4").import("target", 3, "targetdate due duedate quarter eta release targetrelease fixversion fixversions when timeframe planned targetquarter"), |i| &i.target, |i| &mut i.target),
        row(is(Field::Owner, "owner", Holds::Text, "the owner").typed("owner", "Who owns it").import("owner", 1, "assignee lead pm productmanager dri ownername"), |i| &i.owner, |i| &mut i.owner),
        row(is(Field::Ease, "ease", Holds::Text, "the ease").typed("ease", "How easy it is: 1 hard to 5 easy").import("ease", 2, ""), |i| &i.ease, |i| &mut i.ease),
        row(is(Field::Shipped, "shipped", Holds::Day, "the day it shipped").typed("shipped", "The day it shipped").over("an item has shipped once customers have it", "write the day it is due as its target, and the day it shipped once it has").import("shipped", 2, "shippedon shippedat shipdate releasedon releasedat"), |i| &i.shipped, |i| &mut i.shipped),
        row(is(Field::Said, "said", Holds::Words(words::<RoomSays>(), true), "what the room says"), |i| &i.said, |i| &mut i.said),
        row(is(Field::SaidBy, "said_by", Holds::Text, "who says it"), |i| &i.said_by, |i| &mut i.said_by),
        row(is(Field::SaidOn, "said_on", Holds::Day, "when it was said"), |i| &i.said_on, |i| &mut i.said_on),
        row(is(Field::Url, "url", Holds::Text, "the address").typed("url", "Where to read more").import("url", 1, "link href permalink"), |i| &i.url, |i| &mut i.url),
    ];
}

#[rustfmt::skip]
impl Thing for Link {
    const FIELDS: &'static [FieldOf<Link>] = &[
        row(is(Field::Theme, "theme", Holds::Points(|id| Subject::Tag(id.into())), "the theme"), |l| &l.theme, |l| &mut l.theme),
        row(is(Field::Stance, "stance", Holds::Words(words::<Stance>(), false), "the stance"), |l| &l.stance, |l| &mut l.stance),
        row(is(Field::Item, "item", Holds::Points(|id| Subject::Item(id.into())), "the roadmap item"), |l| &l.item, |l| &mut l.item),
        row(is(Field::Note, "note", Holds::Text, "the note").typed("note", "Why"), |l| &l.note, |l| &mut l.note),
        row(is(Field::Meeting, "meeting", Holds::Points(|id| Subject::Meeting(id.into())), "the meeting").fixed(), |l| &l.meeting, |l| &mut l.meeting),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_a_page() {
        for url in [
            "https://jira.example.com/RPT-12",
            "HTTP://x",
            " https://a.b/c?d=e#f ",
        ] {
            assert!(is_address(url), "{url}");
        }
        let none = "javascript:alert(1)|data:text/html,x|file:///etc/passwd|jira/RPT-12|https://|https:///x|http://a b|x";
        for url in none.split('|') {
            assert!(!is_address(url), "{url}");
        }
    }

    #[test]
    fn an_item_without_a_key_gets_one() {
        let item = |key: &str| RoadmapItem {
            external: key.to_owned(),
            ..RoadmapItem::default()
        };
        assert_eq!(made_key(&[]), "NEW-1");
        assert_eq!(
            made_key(&[item("NEW-9"), item("NEW-x"), item("RPT-12")]),
            "NEW-10"
        );
    }

    #[test]
    fn an_item_ships_on_the_day_its_status_says_so() {
        assert!(is_shipped("Shipped in 4.2") && !is_shipped("in progress"));
        let (today, then) = (Day(20_000), Some(Day(19_000)));
        for (was, shipped, now, day) in [
            ("planned", None, "shipped", Some(Some(today))),
            ("planned", then, "shipped", None),
            // It came from a file that gives no day.
            ("shipped", None, "Shipped in 4.2", Some(Some(today))),
            ("shipped", then, "live", None),
            ("shipped", then, "planned", Some(None)),
            ("planned", None, "declined", None),
            ("planned", then, "declined", None),
        ] {
            let item = RoadmapItem {
                status: was.to_owned(),
                shipped,
                ..RoadmapItem::default()
            };
            assert_eq!(item.ships(now, today), day, "{was} to {now}");
        }
    }
}
