package dev.onhand.engine.explain;

import dev.onhand.engine.explain.Explanation.Component;
import dev.onhand.engine.explain.Explanation.Place;
import dev.onhand.engine.explain.Part.By;
import dev.onhand.engine.explain.Part.What;
import dev.onhand.engine.explain.StockFacts.ComponentFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many of a bundle can be made: at each location as many as the scarcest component allows. */
final class Bundles {

  private Bundles() {}

  static Explanation.Bundle bundle(List<ComponentFacts> components) {
    Map<String, List<ComponentFacts>> byLocation = new LinkedHashMap<>();
    components.forEach(
        component ->
            byLocation
                .computeIfAbsent(component.location(), code -> new ArrayList<>())
                .add(component));
    List<Part> parts = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    byLocation.forEach(
        (location, there) -> {
          Long least = least(there);
          parts.add(
              new Part(What.LOCATION, location, least == null ? 0 : least, 0, null, List.of()));
          places.add(
              new Place(location, there.stream().map(facts -> component(facts, least)).toList()));
        });
    return new Explanation.Bundle(Part.sum(What.TOTAL, "can_be_made", By.LOCATION, parts), places);
  }

  private static @Nullable Long least(List<ComponentFacts> components) {
    return components.stream()
        .map(Bundles::enoughFor)
        .filter(Objects::nonNull)
        .min(Long::compare)
        .orElse(null);
  }

  private static @Nullable Long enoughFor(ComponentFacts component) {
    return component.free() == null
        ? null
        : Long.valueOf(Math.max(0, component.free()) / component.needed());
  }

  private static Component component(ComponentFacts facts, @Nullable Long least) {
    Long enough = enoughFor(facts);
    return new Component(
        facts.sku(), facts.needed(), facts.free(), enough, enough != null && enough.equals(least));
  }
}
