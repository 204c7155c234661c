package dev.onhand.gates.bad.unmarked;

import dev.onhand.gates.bad.Breaks;

@Breaks("packages are null-marked")
final class ForgetsNull {}
