package dev.onhand.server.web;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;

/** What the ledger refused, in words for callers: with ids as they know them. */
public final class LedgerProblems {

  private LedgerProblems() {}

  /** The refusal's sentence, with ids in the form in which the API gives them. */
  public static String detail(Outcome.Refused refused) {
    return switch (refused) {
      case Outcome.KeyUsedDifferently used ->
          "The key '%s' was already used for another movement (%s). Use a new key for a new movement."
              .formatted(used.key(), id(used.movement()));
      case Outcome.UnknownMovement unknown ->
          "There is no movement %s.".formatted(id(unknown.movement()));
      case Outcome.NotReversible reversal ->
          "Movement %s is itself a reversal. Record a new movement instead."
              .formatted(id(reversal.movement()));
      case Outcome.AlreadyReversed reversed ->
          "Movement %s was already reversed by movement %s."
              .formatted(id(reversed.movement()), id(reversed.reversal()));
      case Outcome.UnknownProduct unknown ->
          "There is no product '%s'. Create it first.".formatted(name(unknown.product()));
      case Outcome.PlaceholderProduct placeholder ->
          "Product '%s' is a placeholder and has no stock. Map the line to a real product."
              .formatted(name(placeholder.product()));
      case Outcome.BundleProduct bundle ->
          "Product '%s' is a bundle and has no stock of its own. Move its components (see them with GET /bundles/{sku})."
              .formatted(name(bundle.product()));
      case Outcome.UnknownLocation unknown ->
          "There is no location '%s'. Create it first.".formatted(name(unknown.location()));
      case Outcome.SameLocation same ->
          "Units cannot be transferred from '%s' to itself.".formatted(name(same.location()));
      case Outcome.InsufficientStock insufficient -> insufficient(insufficient);
      case Outcome.OccurredInFuture future -> future.detail();
      case Outcome.StaleQuantity stale -> stale.detail();
      case Outcome.LimitExceeded limit -> limit.detail();
      case Outcome.StaleVersion stale -> stale.detail();
      case Outcome.ListRefused list -> list.detail();
    };
  }

  private static String insufficient(Outcome.InsufficientStock refused) {
    Long floor = refused.floor();
    long takeable = Math.max(0, refused.present() - (floor == null ? 0 : floor));
    return "Only %d units of '%s' can be taken from %s at '%s'; %d were asked for."
        .formatted(
            takeable,
            name(refused.product()),
            refused.state().code(),
            name(refused.location()),
            refused.wanted());
  }

  private static String id(MovementId movement) {
    return PublicId.of(IdKind.MOVEMENT, movement.value());
  }

  private static String name(ProductRef product) {
    return product instanceof ProductId id
        ? PublicId.of(IdKind.PRODUCT, id.value())
        : product.toString();
  }

  private static String name(LocationRef location) {
    return location instanceof LocationId id
        ? PublicId.of(IdKind.LOCATION, id.value())
        : location.toString();
  }
}
