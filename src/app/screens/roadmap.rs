//! The Roadmap screen: how the themes stand to what Product plans, and what hangs on each item.
//! Must not know how it is drawn, nor what a link may be: the store says that.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::periods;
use crate::app::screen::{Headline, NextThing, Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::change::Subject;
use crate::domain::ids::{RoadmapId, TagId};
use crate::domain::money::{self, Cents};
use crate::domain::note::Origin;
use crate::domain::priority::{Priority, PriorityOrder};
use crate::domain::query::Query;
use crate::domain::roadmap::{Link, RoadmapItem, is_shipped};
use crate::domain::themes::{Theme, Themes};
use crate::keys::{Command, Context};

mod editing;
pub mod links;

/// The row under the items that adds one.
pub const ADD: RoadmapId = RoadmapId(0);

/// Which list has the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoadmapPane {
    #[default]
    Themes,
    /// The roadmap.
    Items,
}

#[derive(Debug, Default)]
pub struct Roadmap {
    /// The period's themes; `None` until answered.
    pub themes: Option<Box<Themes>>,
    /// How themes stand to items.
    pub links: Vec<Link>,
    /// What speaks for each item; `None` until answered.
    pub priority: Option<Box<Priority>>,
    /// By what the items are ordered.
    pub order: PriorityOrder,
    /// The roadmap; `None` until answered.
    pub items: Option<Vec<RoadmapItem>>,
    /// Which theme the cursor is on.
    pub theme: Chosen<TagId>,
    /// Which item the cursor is on; the last row adds one.
    pub item: Chosen<RoadmapId>,
    /// Which list has the cursor.
    pub pane: RoadmapPane,
}

impl Roadmap {
    /// The items, none before they are known.
    pub fn items(&self) -> &[RoadmapItem] {
        self.items.as_deref().unwrap_or_default()
    }

    /// An item by id.
    pub fn item(&self, id: RoadmapId) -> Option<&RoadmapItem> {
        self.items().iter().find(|i| i.id == id)
    }

    /// The themes of the period, by money.
    pub fn list(&self) -> &[Theme] {
        self.themes.as_ref().map_or(&[], |t| &t.themes)
    }

    /// The links of a theme.
    pub fn links_of(&self, theme: TagId) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |l| l.theme == theme)
    }

    /// How a theme stands to the roadmap, in words; empty when it is not linked.
    pub fn stance(&self, theme: TagId) -> String {
        let words = self.links_of(theme).map(|l| links::words(l, self.items()));
        let words = words.collect::<Vec<_>>().join(", ");
        match links::is_both(theme, &self.links) {
            true => format!("both: {words}"),
            false => words,
        }
    }

    /// Why it stands so, as the team wrote it.
    pub fn notes(&self, theme: TagId) -> String {
        let notes = self.links_of(theme).map(|l| l.note.as_str());
        let notes: Vec<&str> = notes.filter(|n| !n.is_empty()).collect();
        notes.join(" · ")
    }

    pub fn selected_theme(&self) -> Option<&Theme> {
        let id = self.theme.key()?;
        self.list().iter().find(|t| t.id == *id)
    }

    /// The item meant: the selected one, or the only one the selected theme is linked to.
    fn meant(&self) -> Option<&RoadmapItem> {
        match self.pane {
            RoadmapPane::Items => self.item(*self.item.key()?),
            RoadmapPane::Themes => {
                let theme = *self.theme.key()?;
                let mut linked = self.links_of(theme).filter_map(|l| l.item);
                let first = linked.next()?;
                linked.next().is_none().then(|| self.item(first))?
            }
        }
    }

    /// The item meant, where customers have it.
    fn shipped(&self) -> Option<&RoadmapItem> {
        let shipped = |item: &&RoadmapItem| item.shipped.is_some() || is_shipped(&item.status);
        self.meant().filter(shipped)
    }

    /// The order so many further on.
    fn after(&self, by: usize) -> PriorityOrder {
        let all = PriorityOrder::ALL;
        let at = all.iter().position(|order| *order == self.order);
        all[(at.unwrap_or_default() + by) % all.len()]
    }

    /// Orders the items otherwise.
    fn turn(&mut self, by: usize) {
        self.order = self.after(by);
        self.fill();
    }

    fn fill(&mut self) {
        let themes = self.themes.iter().flat_map(|t| &t.themes);
        self.theme.fill(themes.map(|t| t.id));
        let Some(items) = &self.items else {
            return;
        };
        let mut items: Vec<&RoadmapItem> = items.iter().collect();
        if let Some(priority) = &self.priority {
            priority.order(&mut items, self.order);
        }
        let items: Vec<RoadmapId> = items.iter().map(|i| i.id).chain([ADD]).collect();
        self.item.fill(items);
    }

    /// Orders the items once it is known what speaks for each; nobody has chosen one yet where the cursor is elsewhere.
    fn answered(&mut self, priority: Box<Priority>) {
        let first = self.priority.replace(priority).is_none();
        self.fill();
        if first && self.pane == RoadmapPane::Themes {
            self.item.select(0);
        }
    }

    fn step(&mut self, command: Command, page: usize) -> bool {
        match self.pane {
            RoadmapPane::Themes => self.theme.step(command, page),
            RoadmapPane::Items => self.item.step(command, page),
        }
    }
}

impl Screen for Roadmap {
    fn context(&self) -> Context {
        Context::Roadmap
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        if let Some(period) = cx.shared.period {
            cx.ask(Query::Themes(period), |s: &mut Roadmap, themes, _| {
                s.themes = Some(themes);
                s.fill();
            });
        }
        cx.ask(Query::Links, |s: &mut Roadmap, links, _| {
            s.links = links;
            s.fill();
        });
        cx.ask(Query::Roadmap, |s: &mut Roadmap, items, _| {
            s.items = Some(items);
            s.fill();
        });
        // It takes longest, and nothing waits for it.
        if let Some(period) = cx.shared.period {
            cx.ask(Query::Priority(period), |s: &mut Roadmap, priority, _| {
                s.answered(priority);
            });
        }
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers() || touched.roadmap
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match (command, self.pane) {
            (Command::NextPane | Command::PreviousPane, RoadmapPane::Themes) => {
                self.pane = RoadmapPane::Items
            }
            (Command::NextPane | Command::PreviousPane, RoadmapPane::Items) => {
                self.pane = RoadmapPane::Themes
            }
            (Command::Link, _) | (Command::Edit, RoadmapPane::Themes) => self.link(cx),
            (Command::Status, _) => self.ask_status(cx),
            (Command::Worked, _) => self.ask_worked(cx),
            (Command::NextVariant, _) => self.turn(1),
            (Command::PreviousVariant, _) => self.turn(PriorityOrder::ALL.len() - 1),
            (Command::Edit, RoadmapPane::Items) => self.edit(cx),
            (Command::Drop, _) => self.ask_drop(cx),
            (Command::Open, _) => self.open(cx),
            (Command::AddItem, _) => self.ask_item(cx),
            _ if moves(command) => return self.step(command, cx.shared.look.page()),
            _ => return periods::turn(command, cx),
        }
        true
    }

    fn seek(&mut self, subject: Subject, _cx: &mut Cx<'_>) {
        match subject {
            Subject::Tag(theme) => {
                self.pane = RoadmapPane::Themes;
                self.theme.seek(theme);
            }
            Subject::Item(item) => {
                self.pane = RoadmapPane::Items;
                self.item.seek(item);
            }
            _ => {}
        }
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        match self.pane {
            RoadmapPane::Themes => self.theme.select(row),
            RoadmapPane::Items => self.item.select(row),
        }
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.writes();
        let on_item = self.item.key().is_some_and(|id| *id != ADD);
        match (command, self.pane) {
            (Command::NextPane | Command::PreviousPane, _) => Some(true),
            (Command::Link | Command::Edit, RoadmapPane::Themes) => {
                Some(writes && !self.theme.is_empty())
            }
            (Command::Drop, RoadmapPane::Themes) => {
                let theme = self.theme.key();
                Some(writes && theme.is_some_and(|t| self.links_of(*t).next().is_some()))
            }
            (Command::Link | Command::Edit | Command::Drop, RoadmapPane::Items) => {
                Some(writes && on_item)
            }
            (Command::Status, _) => Some(writes && self.meant().is_some()),
            (Command::Worked, _) => Some(writes && self.shipped().is_some()),
            (Command::NextVariant | Command::PreviousVariant, _) => Some(!self.items().is_empty()),
            (Command::AddItem, _) => Some(writes),
            (Command::Open, RoadmapPane::Themes) => Some(!self.theme.is_empty()),
            (Command::Open, RoadmapPane::Items) => Some(on_item || writes),
            _ if moves(command) => Some(true),
            _ => periods::can(command, shared),
        }
    }

    fn next_thing(&self, shared: &Shared) -> Option<NextThing> {
        self.items.as_ref()?;
        let costs = |theme: &&Theme| theme.lost_mrr > Cents::ZERO;
        let open = |theme: &&Theme| costs(theme) && self.links_of(theme.id).next().is_none();
        let known = self.list().iter().any(|theme| costs(&theme));
        Some(match self.list().iter().find(open) {
            Some(theme) => {
                let (name, lost) = (&theme.theme, shared.money(theme.lost_mrr));
                NextThing::of(format!("does anything help {name}, {lost}?")).by(Command::Link)
            }
            None if known => {
                NextThing::of("each theme that cost something has its place on the roadmap")
                    .or("each theme has its place on the roadmap")
            }
            None => NextThing::of("no reason is known to have cost anything; read what they said")
                .or("no reason is known yet; read what they said")
                .by(Command::Tagging),
        })
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Link,
            Command::Status,
            Command::Open,
            Command::NextPane,
            Command::Action,
            Command::NextVariant,
            Command::Worked,
            Command::Decision,
            Command::Help,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        Some(match (command, self.pane) {
            (Command::Link, RoadmapPane::Themes) => "link",
            (Command::Link, RoadmapPane::Items) => "link a theme",
            (Command::Open, RoadmapPane::Items) if self.item.key() == Some(&ADD) => "add",
            (Command::Open, RoadmapPane::Themes) => "who left",
            (Command::Open, RoadmapPane::Items) => "win back",
            (Command::NextVariant, _) => self.after(1).words(),
            (Command::NextPane, RoadmapPane::Themes) => "roadmap",
            (Command::NextPane, RoadmapPane::Items) => "themes",
            _ => return None,
        })
    }

    fn headline(&self, _shared: &Shared) -> Option<Headline> {
        let themes = self.themes.as_deref()?;
        let whole = themes.lost.mrr;
        let shares = links::shares(themes, &self.links);
        let [aligns, rest @ ..] = shares;
        let rest = rest.map(|s| format!("{} {}", s.words, money::share(s.lost, whole)));
        Some(Headline {
            big: money::share(aligns.lost, whole),
            words: vec![
                "of the lost MRR aligns with the roadmap".to_owned(),
                rest.join("   "),
            ],
        })
    }

    fn origin(&self) -> Origin {
        let item = self.item.key().filter(|id| **id != ADD).copied();
        match self.pane {
            RoadmapPane::Themes => Origin {
                theme: self.theme.key().copied(),
                item: self.meant().map(|i| i.id),
                ..Origin::default()
            },
            RoadmapPane::Items => {
                let mut linked = self
                    .links
                    .iter()
                    .filter(|l| item.is_some() && l.item == item);
                Origin {
                    item,
                    theme: linked.next().map(|l| l.theme),
                    ..Origin::default()
                }
            }
        }
    }

    fn subject(&self) -> Option<Subject> {
        match self.pane {
            RoadmapPane::Themes => self.theme.key().map(|id| Subject::Tag(*id)),
            RoadmapPane::Items => {
                let id = self.item.key().filter(|id| **id != ADD)?;
                Some(Subject::Item(*id))
            }
        }
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        match self.pane {
            RoadmapPane::Themes => {
                let theme = self.selected_theme()?;
                let (lost, stance) = (shared.money(theme.lost_mrr), self.stance(theme.id));
                Some(format!("{} · {lost} · {stance}", theme.theme))
            }
            RoadmapPane::Items => {
                let item = self.meant()?;
                let (named, status) = (links::named(item), &item.status);
                Some(format!("{named} · {status} · {}", item.target))
            }
        }
    }
}
