//! Aliases for masking: one per account, unique by construction, unguessable without the room's secret.
//! Must not know accounts beyond their row number.

use rusqlite::Connection;

use super::sql;
use crate::domain::failure::Failure;

/// Makes the aliases of one room.
pub(in crate::store) struct Aliases {
    keys: [u64; 4],
}

const BITS: u32 = 15;
const HALF: u64 = (1 << BITS) - 1;
/// Crockford's base 32: no letter that is read as another or as a digit.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Aliases {
    /// The aliases of a room, from its secret.
    pub fn of(db: &Connection) -> Result<Aliases, Failure> {
        let secret: Vec<u8> =
            sql::first(db, "SELECT secret FROM room", [], |row| row.get(0))?.unwrap_or_default();
        let mut keys = [0; 4];
        for (key, bytes) in keys.iter_mut().zip(secret.chunks_exact(8)) {
            *key = bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        }
        Ok(Aliases { keys })
    }

    /// The alias of the account with a row number: `Account 7QK2D9`. A permutation of 30 bits, so two
    /// accounts below a thousand million never share one.
    pub fn name(&self, id: i64) -> String {
        let id = id as u64;
        let (mut left, mut right) = (id >> BITS & HALF, id & HALF);
        for key in self.keys {
            (left, right) = (right, left ^ mix(right ^ key) & HALF);
        }
        let mut code = left << BITS | right;
        let mut letters = [b'0'; 6];
        for letter in letters.iter_mut().rev() {
            *letter = DIGITS[(code & 31) as usize];
            code >>= 5;
        }
        let more = match id >> (2 * BITS) {
            0 => String::new(),
            high => format!("-{high}"),
        };
        format!("Account {}{more}", String::from_utf8_lossy(&letters))
    }
}

/// The finaliser of splitmix64: every bit of the result depends on every bit of the input.
fn mix(mut x: u64) -> u64 {
    x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ x >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_accounts_share_an_alias() {
        let aliases = Aliases {
            keys: [3, 1 << 60, 77, u64::MAX],
        };
        let mut seen = std::collections::HashSet::new();
        assert!((0..40_000).all(|id| seen.insert(aliases.name(id))));
        assert!((1_i64 << 30..(1 << 30) + 9).all(|id| seen.insert(aliases.name(id))));
    }
}
