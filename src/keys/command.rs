//! The commands: every thing a key or the palette can do, with its name, group and words.
//! Must not know chords (those are in `default.toml`) nor how a command is carried out.

use serde::Deserialize;
use strum::VariantArray;

use crate::domain::word::all;

/// What commands are gathered under in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
pub enum Group {
    /// Only on some screens.
    Here,
    /// Moving about.
    Move,
    /// The meeting and its clock.
    Meeting,
    /// Writing things down.
    Write,
    /// Changing what is selected.
    Change,
    /// Looking at it another way.
    See,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Group; 7] = all();

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Here => "Only here",
            Group::Move => "Moving about",
            Group::Meeting => "The meeting",
            Group::Write => "Writing down",
            Group::Change => "Changing",
            Group::See => "Seeing",
            Group::Program => "The program",
        }
    }
}

/// One row of the command table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// The command.
    pub command: Command,
    /// Its name in `default.toml` and in the palette.
    pub name: &'static str,
    /// What it is gathered under.
    pub group: Group,
    /// What it does, in a footer's few words.
    pub words: &'static str,
}

/// Declares the commands and their table from the same rows, so that neither can lack one.
macro_rules! commands {
    ($($variant:ident $name:literal $group:ident $words:literal;)+) => {
        /// Every thing a key or the palette can do; the table beside it has the words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        #[expect(missing_docs, reason = "the words are in the table")]
        pub enum Command { $($variant),+ }

        const TABLE: &[Info] = &[$(Info {
            command: Command::$variant,
            name: $name,
            group: Group::$group,
            words: $words,
        }),+];
    };
}

commands! {
    Up            "up"              Move    "up";
    Down          "down"            Move    "down";
    Left          "left"            Move    "left";
    Right         "right"           Move    "right";
    Top           "top"             Move    "first";
    Bottom        "bottom"          Move    "last";
    PageUp        "page-up"         Move    "a page up";
    PageDown      "page-down"       Move    "a page down";
    Open          "open"            Move    "open";
    Mark          "mark"            Move    "mark";
    Range         "range"           Move    "mark up to here";
    NextPane      "next-pane"       Move    "next pane";
    PreviousPane  "previous-pane"   Move    "previous pane";
    NextVariant   "next-variant"    Move    "more columns";
    PreviousVariant "previous-variant" Move "fewer columns";
    Back          "back"            Move    "back";
    Lobby         "lobby"           Move    "lobby";
    Tagging       "tagging"         Move    "tag";
    Accounts      "accounts"        Move    "accounts";
    Risk          "risk"            Move    "accounts at risk";
    Find          "find"            Move    "find";
    Look1         "numbers"         Meeting "look at Numbers";
    Look2         "why"             Meeting "look at Why";
    Look3         "roadmap"         Meeting "look at Roadmap";
    Look4         "target"          Meeting "look at Target";
    Look5         "actions"         Meeting "look at Actions";
    Start         "start"           Meeting "start";
    On            "on"              Meeting "next section";
    BackOn        "back-on"         Meeting "previous section";
    Pause         "pause"           Meeting "pause or resume";
    Extend        "extend"          Meeting "a minute more";
    TakeOver      "take-over"       Meeting "move the clock from here";
    Adjourn       "adjourn"         Meeting "adjourn, go on another day";
    End           "end"             Meeting "end the meeting";
    Attend        "attend"          Meeting "who is here";
    Recap         "recap"           Meeting "recap so far";
    FollowThrough "follow-through"  Meeting "follow-through of the last reviews";
    Minutes       "minutes"         Meeting "write the minutes";
    HalfPage      "half-page"       Meeting "copy the half page";
    Action        "action"          Write   "action";
    Decision      "decision"        Write   "decision";
    Note          "note"            Write   "note";
    NoAction      "no-action"       Write   "say why there is none";
    AddItem       "add-item"        Write   "new roadmap item";
    AddMark       "add-mark"        Write   "mark a day";
    Edit          "edit"            Change  "edit";
    EditOutside   "edit-outside"    Change  "in $EDITOR";
    Done          "done"            Change  "done";
    Drop          "drop"            Change  "drop";
    Link          "link"            Change  "roadmap";
    Status        "status"          Change  "status";
    Undo          "undo"            Change  "take back";
    Redo          "redo"            Change  "do again";
    Judge         "judge"           Change  "expected? avoidable?";
    Exclude       "exclude"         Change  "leave out of the numbers";
    Same          "same"            Change  "goes on in another account";
    Copy          "copy"            Change  "copy";
    Thread        "thread"          See     "thread";
    Mask          "mask"            See     "mask names";
    Presenter     "presenter"       See     "presenter view";
    Marks         "marks"           See     "marks";
    Messages      "messages"        See     "messages";
    Period        "period"          See     "another period";
    PeriodLength  "period-length"   See     "month, quarter, year";
    Counting      "counting"        See     "way of counting";
    Define        "define"          See     "what it means";
    Against       "against"         See     "hold a list against it";
    Reconcile     "reconcile"       See     "hold another count against it";
    Help          "help"            Program "help";
    Palette       "palette"         Program "all commands";
    Import        "import"          Program "import";
    Hand          "hand"            Program "hand the keyboard over";
    Redraw        "redraw"          Program "draw again";
    Suspend       "suspend"         Program "suspend";
    Quit          "quit"            Program "leave";
    PickTag       "pick-tag"        Here    "any or new tag";
    Filter        "filter"          Here    "filter";
    By            "by"              Here    "by what";
    SameAgain     "same-again"      Here    "same as before";
    NoReason      "no-reason"       Here    "read, no reason in it";
    Praise        "praise"          Here    "praise";
    Pin           "pin"             Here    "pin";
    AllAlike      "all-alike"       Here    "all alike";
    AllFound      "all-found"       Here    "all that the filter finds";
    Suggested     "suggested"       Here    "suggestions to take as a list";
    Teach         "teach"           Here    "least sure first, or by money";
    Blind         "blind"           Here    "two tag the same texts blind";
    Searches      "searches"        Here    "kept searches";
    Inbox         "inbox"           Here    "all there is, or the period";
    OneKey        "one-key"         Here    "a tag goes on to the next text, or Enter does";
    Codebook      "codebook"        Here    "codebook";
    Worked        "worked"          Here    "did it work?";
    Whom          "whom"            Here    "whom it is for: all, a drawn half, none";
    Accept        "accept"          Here    "take it";
    Complete      "complete"        Here    "complete";
}

impl TryFrom<String> for Command {
    type Error = String;

    fn try_from(name: String) -> Result<Command, String> {
        Command::from_name(&name).ok_or_else(|| format!("`{name}` is no command"))
    }
}

impl Command {
    /// Every command, in the order of the table.
    pub fn all() -> impl Iterator<Item = &'static Info> {
        TABLE.iter()
    }

    /// Its row in the table.
    pub fn info(self) -> &'static Info {
        &TABLE[self as usize]
    }

    /// The command of a name.
    pub fn from_name(name: &str) -> Option<Command> {
        TABLE.iter().find(|i| i.name == name).map(|i| i.command)
    }

    /// Its few words.
    pub fn words(self) -> &'static str {
        self.info().words
    }
}
