package dev.onhand.engine.catalogue;

import org.jspecify.annotations.Nullable;

/** A change of a location; null leaves a field as it is. */
public record LocationPatch(
    @Nullable String code,
    @Nullable String name,
    LocationData.@Nullable Kind kind,
    @Nullable Boolean sellable,
    @Nullable Integer priority,
    Patch<Double> latitude,
    Patch<Double> longitude) {}
