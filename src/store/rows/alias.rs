//! Aliases: the unique random names that stand for accounts when names are masked.
//! Must not know accounts: nothing of a name or an id goes into its alias.

use rusqlite::{Connection, Result};

const FIRST: [&str; 64] = [
    "Agile", "Amber", "Autumn", "Azure", "Bold", "Brave", "Brass", "Bright", "Bronze", "Calm",
    "Candid", "Cedar", "Clear", "Clever", "Cobalt", "Copper", "Coral", "Crimson", "Crisp", "Dawn",
    "Deep", "Early", "Ebony", "Emerald", "Fair", "Fleet", "Frosty", "Gentle", "Golden", "Grand",
    "Green", "Hazel", "Honest", "Indigo", "Ivory", "Jade", "Jolly", "Keen", "Kind", "Lively",
    "Lunar", "Maple", "Mellow", "Merry", "Misty", "Noble", "Olive", "Opal", "Pearl", "Placid",
    "Proud", "Quick", "Quiet", "Rapid", "Ruby", "Rustic", "Silver", "Solar", "Steady", "Sunny",
    "Swift", "Tidal", "Violet", "Wise",
];

const SECOND: [&str; 64] = [
    "Badger", "Bear", "Beaver", "Bison", "Bittern", "Crane", "Curlew", "Deer", "Dolphin", "Dove",
    "Dunlin", "Eagle", "Egret", "Elk", "Falcon", "Ferret", "Finch", "Fox", "Gannet", "Gecko",
    "Goshawk", "Grebe", "Grouse", "Gull", "Hare", "Harrier", "Hawk", "Hedgehog", "Heron", "Hobby",
    "Ibex", "Ibis", "Jackdaw", "Jay", "Kestrel", "Kite", "Lapwing", "Lark", "Linnet", "Lynx",
    "Marten", "Merlin", "Mole", "Moose", "Newt", "Oriole", "Osprey", "Otter", "Owl", "Panda",
    "Plover", "Puffin", "Quail", "Rabbit", "Raven", "Robin", "Seal", "Shrew", "Stoat", "Stork",
    "Swan", "Tern", "Thrush", "Wren",
];

/// A supply of random aliases, such as `Amber Heron 4821`. Whether one is taken, the table says.
#[derive(Debug, Default)]
pub struct Aliases {
    pool: Vec<u8>,
}

impl Aliases {
    /// The next alias, out of SQLite's random bytes (seeded by the operating system).
    pub fn next(&mut self, connection: &Connection) -> Result<String> {
        if self.pool.len() < 4 {
            self.pool = connection.query_row("SELECT randomblob(4096)", [], |row| row.get(0))?;
        }
        let bytes = self.pool.split_off(self.pool.len() - 4);
        let word = |list: &[&'static str; 64], byte: u8| list[usize::from(byte % 64)];
        let number = u16::from_le_bytes([bytes[2], bytes[3]]) % 10_000;
        Ok(format!(
            "{} {} {number:04}",
            word(&FIRST, bytes[0]),
            word(&SECOND, bytes[1])
        ))
    }
}

#[cfg(test)]
mod tests {
    use hashbrown::HashSet;

    use super::*;

    #[test]
    fn aliases_are_many_and_readable() {
        let connection = Connection::open_in_memory().unwrap();
        let mut aliases = Aliases::default();
        let made: HashSet<String> = (0..2_000)
            .map(|_| aliases.next(&connection).unwrap())
            .collect();
        assert!(made.len() > 1_990, "{}", made.len());
        assert!(made.iter().all(|alias| alias.split(' ').count() == 3));
    }
}
