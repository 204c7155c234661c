package dev.onhand.server.movements;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.LedgerProblems;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger refuses, as callers are told. */
public final class Refusals {

  private Refusals() {}

  /** The refusal of a request's one command. */
  public static ProblemException problem(Outcome.Refused refused) {
    return problem(refused, "", field(refused));
  }

  /**
   * The refusal of a command in a list.
   *
   * @param at where in the body the command stands, such as {@code /lines/2}; empty: it is the body
   */
  public static ProblemException problem(Outcome.Refused refused, String at) {
    return problem(refused, at, field(refused));
  }

  /**
   * The refusal of a command, with the field that is to blame.
   *
   * @param at where in the body the command stands; empty: it is the body
   * @param field which field of it; null: none
   */
  public static ProblemException problem(
      Outcome.Refused refused, String at, @Nullable String field) {
    ProblemException problem = new ProblemException(code(refused), detail(refused));
    if (field == null && at.isEmpty()) {
      return problem;
    }
    String pointer = field == null ? at : at + "/" + field;
    return problem.withErrors(List.of(new FieldError(pointer, refused.code(), detail(refused))));
  }

  static ProblemCode code(Outcome.Refused refused) {
    return ProblemCode.find(refused.code()).orElse(ProblemCode.CONFLICT);
  }

  /** A sentence with ids as the API gives them. */
  static String detail(Outcome.Refused refused) {
    return LedgerProblems.detail(refused);
  }

  /** Which field of the command is to blame, or null. */
  private static @Nullable String field(Outcome.Refused refused) {
    return switch (refused) {
      case Outcome.UnknownProduct unknown -> field(unknown.product());
      case Outcome.PlaceholderProduct placeholder -> field(placeholder.product());
      case Outcome.BundleProduct bundle -> field(bundle.product());
      case Outcome.OccurredInFuture o -> "occurred_at";
      case Outcome.SameLocation o -> "to_location";
      case Outcome.StaleQuantity o -> "expected_on_hand";
      case Outcome.LimitExceeded o -> "quantity";
      case Outcome.InsufficientStock o -> "quantity";
      case Outcome.UnknownLocation o -> null;
      case Outcome.KeyUsedDifferently o -> null;
      case Outcome.UnknownMovement o -> null;
      case Outcome.NotReversible o -> null;
      case Outcome.AlreadyReversed o -> null;
      case Outcome.StaleVersion o -> null;
      case Outcome.ListRefused o -> null;
    };
  }

  private static String field(ProductRef ref) {
    return switch (ref) {
      case ProductId id -> "product_id";
      case ProductRef.BySku bySku -> "sku";
    };
  }

  /** A product as the request named it. */
  public static String name(ProductRef ref) {
    return switch (ref) {
      case ProductId id -> PublicId.of(IdKind.PRODUCT, id.value());
      case ProductRef.BySku bySku -> bySku.sku().value();
    };
  }

  /** A location as the request named it. */
  public static String name(LocationRef ref) {
    return switch (ref) {
      case LocationId id -> PublicId.of(IdKind.LOCATION, id.value());
      case LocationRef.ByCode byCode -> byCode.code();
    };
  }
}
