//! A small random number generator that gives the same company on every machine and in every year.
//! Must not know what is drawn with it. Integers only: floating point may differ between platforms.

/// SplitMix64 (Steele, Lea and Flood, 2014): tiny, fast, and good enough for made-up customers.
#[derive(Clone, Debug)]
pub(super) struct Prng(u64);

/// The golden ratio as a 64-bit fraction, SplitMix64's step.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl Prng {
    /// The generator of one thing: the same seed, stream and index always draw the same numbers,
    /// so that any row can be made again without the rows before it.
    pub(super) fn of(seed: u64, stream: u64, index: u64) -> Prng {
        let mut rng = Prng(seed ^ stream.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let base = rng.next();
        Prng(base ^ index.wrapping_mul(STEP))
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// True `per_mille` times in a thousand.
    pub(super) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a list that is not empty.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }
}

/// Ranks drawn with weights 1, 1/2, 1/3, ...: few things are common and many are rare.
#[derive(Clone, Debug)]
pub(super) struct Zipf(Vec<u64>);

impl Zipf {
    /// Over ranks 0 to `ranks - 1`.
    pub(super) fn new(ranks: usize) -> Zipf {
        let mut total = 0;
        let step = |rank| {
            total += 1_000_000_000 / (rank as u64 + 1);
            total
        };
        Zipf((0..ranks).map(step).collect())
    }

    /// A rank.
    pub(super) fn draw(&self, rng: &mut Prng) -> usize {
        let at = rng.below(self.0.last().copied().unwrap_or(0));
        self.0.partition_point(|sum| *sum <= at)
    }
}
