//! Chance, from a seed: the same seed draws the same document.

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

pub struct Hasard(TestRng);

impl Hasard {
    pub fn nouveau(graine: u64) -> Self {
        let mut octets = [0_u8; 32];
        octets[..8].copy_from_slice(&graine.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &octets))
    }

    /// Less than `borne`; zero for none.
    pub fn sous(&mut self, borne: usize) -> usize {
        if borne < 2 { 0 } else { (self.0.next_u64() % borne as u64) as usize }
    }

    /// From one number to the other, both included.
    pub fn entre(&mut self, de: i64, a: i64) -> i64 {
        de + self.sous((a - de + 1) as usize) as i64
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, sur_cent: usize) -> bool {
        self.sous(100) < sur_cent
    }

    pub fn un<'a, T>(&mut self, parmi: &'a [T]) -> &'a T {
        &parmi[self.sous(parmi.len())]
    }

    /// The rank of one of these weights.
    pub fn poids(&mut self, poids: &[usize]) -> usize {
        let mut reste = self.sous(poids.iter().sum());
        for (rang, poids) in poids.iter().enumerate() {
            if reste < *poids {
                return rang;
            }
            reste -= poids;
        }
        poids.len() - 1
    }
}
