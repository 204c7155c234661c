package dev.onhand.gates.bad.connectors.sample;

import dev.onhand.gates.bad.Breaks;

@Breaks("connectors show their factory")
public final class ShowsMapping {}
