package dev.onhand.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of what a command asked for, as it was asked: the first 128 bits of SHA-256 over
 * its parts, each with its length. Who asked and what they expected to find do not count: the same
 * wish from elsewhere is the same wish.
 */
public record Digest(UUID value) {

  public static Digest of(Command command) {
    Details details = command.details();
    return switch (command) {
      case Command.Move move ->
          of(
              "move",
              name(move.product()),
              move.reason().code(),
              Long.toString(move.quantity().units()),
              name(move.location()),
              move.to() == null ? null : name(move.to()),
              move.state() == null ? null : move.state().code(),
              details);
      case Command.SetOnHand set ->
          of(
              "set",
              name(set.product()),
              set.basis().name(),
              Long.toString(set.onHand()),
              name(set.location()),
              null,
              null,
              details);
      case Command.Reverse reverse ->
          of("reverse", reverse.movement().toString(), null, null, null, null, null, details);
    };
  }

  private static Digest of(
      String kind,
      @Nullable String what,
      @Nullable String why,
      @Nullable String howMany,
      @Nullable String where,
      @Nullable String whereTo,
      @Nullable String state,
      Details details) {
    Cause cause = details.cause();
    return of(
        kind,
        what,
        why,
        howMany,
        where,
        whereTo,
        state,
        cause.kind().code(),
        cause.reference(),
        cause.line(),
        details.note(),
        details.occurredAt() == null ? null : details.occurredAt().toString());
  }

  /** The digest of parts, any of which may be missing; "ab","c" and "a","bc" differ. */
  public static Digest of(@Nullable String... parts) {
    MessageDigest sha = sha256();
    for (String part : parts) {
      byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(part == null ? -1 : bytes.length).flip());
      sha.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(sha.digest());
    return new Digest(new UUID(hash.getLong(), hash.getLong()));
  }

  private static String name(ProductRef ref) {
    return switch (ref) {
      case ProductId id -> "#" + id.value();
      case ProductRef.BySku bySku -> "=" + bySku.sku().value();
    };
  }

  private static String name(LocationRef ref) {
    return switch (ref) {
      case LocationId id -> "#" + id.value();
      case LocationRef.ByCode byCode -> "=" + byCode.code();
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
