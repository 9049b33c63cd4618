//! Chance that falls the same on every machine. Must not know what is drawn with it.

/// SplitMix64.
pub struct Dice(u64);

impl Dice {
    /// The dice of one thing: the same number always rolls the same.
    pub fn of(number: u64) -> Dice {
        let mut dice = Dice(number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        dice.roll();
        dice
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, but without 1.
    pub fn part(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 to one less than a number.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.roll()) * n as u128) >> 64) as usize
    }

    /// Whether something happens that does so often.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.part() < chance
    }

    /// How often something happens that does so often on average, each time by itself.
    pub fn times(&mut self, average: f64) -> usize {
        // Of large averages piece by piece: the exponential of a large number is nothing.
        let (mut left, mut times) = (average, 0);
        while left > 0.0 {
            let step = left.min(30.0);
            let limit = (-step).exp();
            let mut product = self.part();
            while product > limit {
                product *= self.part();
                times += 1;
            }
            left -= step;
        }
        times
    }

    /// One of some by their weights.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut at = self.part() * weights.iter().sum::<f64>();
        for (n, weight) in weights.iter().enumerate() {
            if at < *weight {
                return n;
            }
            at -= weight;
        }
        weights.len() - 1
    }
}
