package dev.onhand.server.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Cause;
import dev.onhand.engine.explain.Difference;
import dev.onhand.engine.explain.Explanation;
import dev.onhand.engine.explain.Part;
import dev.onhand.server.movements.MovementBody.CauseBody;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the stock of a product is what it is.
 *
 * @param at the time that was looked back to, by when movements happened; null: now
 * @param addsUp whether each number is the sum of its parts, wherever it is split, and orders say
 *     of their reservations what the movements say
 * @param differences where that is not so; empty if it adds up
 * @param onHand by location, state and reason, down to movements; what is reserved also by cause
 * @param inTransit by location, reason and cause: the transfers
 * @param toPromise what may still be promised to orders; null: the product is not tracked, or it is
 *     looked back
 * @param incoming what is still to arrive: purchase_orders, by line, and in_transit, by location;
 *     null: it is looked back
 * @param waiting what waits for units: backordered, parked, open_differences; each only if there is
 *     any
 * @param channel what lines of orders of the channel hold (reserved), had shipped (fulfilled), sent
 *     back (returned) and miss (missing); empty unless a channel was asked for
 * @param bundle how many can be made of its components; null: it is no bundle
 */
record ExplanationBody(
    String object,
    String productId,
    String sku,
    String name,
    @Nullable Instant at,
    boolean addsUp,
    List<DifferenceBody> differences,
    PartBody onHand,
    PartBody inTransit,
    @Nullable PartBody toPromise,
    @Nullable PartBody incoming,
    List<PartBody> waiting,
    List<PartBody> channel,
    @Nullable MakeableBody bundle) {

  ExplanationBody {
    differences = List.copyOf(differences);
    waiting = List.copyOf(waiting);
    channel = List.copyOf(channel);
  }

  static ExplanationBody of(Explanation explanation) {
    List<Difference> differences = explanation.differences();
    Part toPromise = explanation.toPromise();
    Part incoming = explanation.incoming();
    Explanation.Bundle bundle = explanation.bundle();
    return new ExplanationBody(
        "explanation",
        PublicId.of(IdKind.PRODUCT, explanation.product().value()),
        explanation.sku(),
        explanation.name(),
        explanation.at(),
        differences.isEmpty(),
        differences.stream().map(DifferenceBody::of).toList(),
        PartBody.of(explanation.onHand()),
        PartBody.of(explanation.inTransit()),
        toPromise == null ? null : PartBody.of(toPromise),
        incoming == null ? null : PartBody.of(incoming),
        explanation.waiting().stream().map(PartBody::of).toList(),
        explanation.channel().stream().map(PartBody::of).toList(),
        bundle == null ? null : MakeableBody.of(bundle));
  }

  /**
   * A number, and what it is made of.
   *
   * @param what total, location, state, reason, movement, cause, rule or more (what is not shown
   *     singly)
   * @param name such as the code of the location, the state or the reason
   * @param units how many; negative where units left
   * @param count how many movements or lines stand behind it
   * @param movementId which movement it is
   * @param cause what it is for, or what it was recorded for
   * @param actor who recorded the movement
   * @param at when the movement happened, or since when units are held or waited for; of what is
   *     incoming, when it should arrive
   * @param splits each adds up to the units by itself
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PartBody(
      String what,
      String name,
      long units,
      long count,
      @Nullable String movementId,
      @Nullable CauseBody cause,
      @Nullable String actor,
      @Nullable Instant at,
      List<SplitBody> splits) {

    PartBody {
      splits = List.copyOf(splits);
    }

    static PartBody of(Part part) {
      Part.Source source = part.source();
      List<SplitBody> splits = part.splits().stream().map(SplitBody::of).toList();
      if (source == null) {
        return new PartBody(
            part.what().code(),
            part.name(),
            part.units(),
            part.count(),
            null,
            null,
            null,
            null,
            splits);
      }
      Cause cause = source.cause();
      return new PartBody(
          part.what().code(),
          part.name(),
          part.units(),
          part.count(),
          source.movement() == null
              ? null
              : PublicId.of(IdKind.MOVEMENT, source.movement().value()),
          cause == null ? null : CauseBody.of(cause),
          source.actor(),
          source.at(),
          splits);
    }
  }

  /**
   * One way in which a number is split.
   *
   * @param by location, state, reason, movement, cause or rule
   * @param parts which add up to it
   */
  record SplitBody(String by, List<PartBody> parts) {

    SplitBody {
      parts = List.copyOf(parts);
    }

    static SplitBody of(Part.Split split) {
      return new SplitBody(split.by().code(), split.parts().stream().map(PartBody::of).toList());
    }
  }

  /**
   * Where a number is not what its parts add up to: only damage can bring that about.
   *
   * @param path names from the root to the number
   * @param by how it is split
   * @param units the number
   * @param sum what its parts add up to
   * @param remedy the command that says more and mends it
   */
  record DifferenceBody(List<String> path, String by, long units, long sum, String remedy) {

    DifferenceBody {
      path = List.copyOf(path);
    }

    static DifferenceBody of(Difference difference) {
      return new DifferenceBody(
          difference.path(),
          difference.by().code(),
          difference.units(),
          difference.sum(),
          switch (difference.kind()) {
            case LEVEL -> "ledger verify";
            case RESERVATION -> "reservation audit";
          });
    }
  }

  /**
   * How many of a bundle can be made.
   *
   * @param canBeMade by location: as many as the scarcest component there is enough for
   * @param places by location: what is there of the components
   */
  record MakeableBody(PartBody canBeMade, List<MakeablePlaceBody> places) {

    MakeableBody {
      places = List.copyOf(places);
    }

    static MakeableBody of(Explanation.Bundle bundle) {
      return new MakeableBody(
          PartBody.of(bundle.canMake()),
          bundle.places().stream().map(MakeablePlaceBody::of).toList());
    }
  }

  /**
   * A location that orders are sourced from.
   *
   * @param components of the bundle, and what is there of each
   */
  record MakeablePlaceBody(String location, List<MakeableComponentBody> components) {

    MakeablePlaceBody {
      components = List.copyOf(components);
    }

    static MakeablePlaceBody of(Explanation.Place place) {
      return new MakeablePlaceBody(
          place.location(), place.components().stream().map(MakeableComponentBody::of).toList());
    }
  }

  /**
   * A component of a bundle.
   *
   * @param needed units in one unit of the bundle
   * @param free units that may be promised; null: without limit
   * @param enoughFor how many of the bundle; null: without limit
   * @param limiting whether it is what there is least of
   */
  record MakeableComponentBody(
      String sku, long needed, @Nullable Long free, @Nullable Long enoughFor, boolean limiting) {

    static MakeableComponentBody of(Explanation.Component component) {
      return new MakeableComponentBody(
          component.sku(),
          component.needed(),
          component.free(),
          component.isEnoughFor(),
          component.isLimiting());
    }
  }
}
