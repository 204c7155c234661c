package dev.onhand.server.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that can be wrong with a request, by its stable code. The catalogue in {@code
 * docs/reference/problems.md} is made from this list.
 */
public enum ProblemCode {
  INVALID_REQUEST(
      400,
      "The request is not valid",
      "Something in the path, the query or the body is malformed, unknown or out of range; errors says what and where. Nothing was done. Mend the request before sending it again."),
  IDEMPOTENCY_KEY_MISSING(
      400,
      "An Idempotency-Key is needed",
      "A request that changes stock must carry a key made by the caller, so that sending it twice has one effect. Send the header Idempotency-Key with a new unique value, and the same value when you send the same request again."),
  UNAUTHENTICATED(
      401,
      "A valid token is needed",
      "The Authorization header is missing, or its token is mistyped, unknown, expired or revoked."),
  WEBHOOK_NOT_PROVED(
      401,
      "It is not proved to be the channel's",
      "The signature is missing, old, or not that of this body and the secret that the channel's account has. Nothing was kept but that it came; detail and 'onhand channel account CODE' say why."),
  FORBIDDEN(
      403,
      "You may not do this",
      "Who asks is known, but lacks the scope that detail names. Use another token or have one made with that scope, or ask for another role."),
  NOT_FOUND(
      404,
      "There is no such thing",
      "Nothing of this seller has that id or name, or the path does not exist."),
  METHOD_NOT_ALLOWED(
      405,
      "The method is not allowed here",
      "The path exists, but not with this method; the Allow header lists those it has."),
  NOT_ACCEPTABLE(
      406,
      "No such format",
      "The Accept header asks for a format that this path does not have. Ask for application/json."),
  CONFLICT(
      409,
      "This contradicts what is there",
      "For instance another product has that SKU. detail says what is in the way."),
  PRECONDITION_FAILED(
      412,
      "It was changed meanwhile",
      "The If-Match header names a version that is not the current one. Read again, and decide anew."),
  TOO_LARGE(
      413,
      "The request is too large",
      "A JSON body may have 16 MB. Send it in parts, or use an import for files."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body is of an unknown type",
      "Send application/json in UTF-8, with that Content-Type (imports: text/csv or application/gzip)."),
  KEY_USED_DIFFERENTLY(
      422,
      "The key was used for something else",
      "The same key came before with another content. Nothing was done now. Use a new key for a new request."),
  OCCURRED_IN_FUTURE(
      422, "That is in the future", "occurred_at is later than now. Record what has happened."),
  UNKNOWN_PRODUCT(
      422,
      "There is no such product",
      "The request names a product that does not exist. Create it first."),
  UNKNOWN_LOCATION(
      422,
      "There is no such location",
      "The request names a location that does not exist. Create it first."),
  UNKNOWN_MOVEMENT(404, "There is no such movement", "The movement to be reversed does not exist."),
  PLACEHOLDER_PRODUCT(
      422,
      "A placeholder has no stock",
      "The product stands for lines that matched nothing. Map the line to a real product."),
  BUNDLE_PRODUCT(
      422,
      "A bundle has no stock of its own",
      "The product is sold whole and stocked as its components. Move those, or receive and count them."),
  SAME_LOCATION(
      422, "A transfer to where it comes from", "from_location and to_location must differ."),
  NOT_REVERSIBLE(
      409, "A reversal cannot be reversed", "Record a new movement for what did happen."),
  ALREADY_REVERSED(
      409, "It was reversed before", "A movement can be reversed once; detail names its reversal."),
  STALE_QUANTITY(
      409,
      "The stock changed meanwhile",
      "On hand is not what expected_on_hand said. Look again and decide anew."),
  LIMIT_EXCEEDED(
      422, "A level would leave its range", "A level holds at most 10^12 units either way."),
  INSUFFICIENT_STOCK(
      409,
      "Not enough stock",
      "The units are not there, or are promised to others; detail says how many can be taken."),
  STALE_VERSION(
      409,
      "It was changed meanwhile",
      "A row this rests on has another version. Look again and decide anew."),
  LIST_REFUSED(
      409,
      "Another item of the list was refused",
      "The list was to be recorded as a whole; nothing of it was. detail names the item that was refused."),
  TOO_MANY_TRIES(
      429,
      "It was tried too often",
      "With this login or from this address too many tries to sign in failed. Wait until Retry-After, or ask an admin for a new link."),
  TOO_MANY_STREAMS(
      429,
      "Too many streams are open",
      "A seller may follow events by so many streams at once as detail says. Close one, or read GET /api/v1/events instead."),
  INTERNAL(
      500,
      "Something went wrong here",
      "An error of the server. Whether the request had an effect is not known: send it again with the same key. request_id finds it in the log."),
  BUSY(
      503,
      "Too much is waiting",
      "Nothing of this request was done. Send it again after Retry-After seconds."),
  TOOK_TOO_LONG(
      503,
      "This took too long",
      "The database would have needed longer than one request may hold it up, and was stopped. Sent again it takes as long: narrow it, such as to one product or channel, to fewer days, or to a smaller limit. Whether a request that changes something had an effect is not known: send that again with the same key."),
  UNAVAILABLE(
      503,
      "The database cannot be reached",
      "The request may or may not have had its effect. Send it again after Retry-After seconds, with the same key.");

  private static final String TYPE_BASE = "https://onhand.dev/problems/";

  private static final Map<String, ProblemCode> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(ProblemCode::code, Function.identity()));

  private final int status;
  private final String title;
  private final String meaning;
  private final String code = name().toLowerCase(Locale.ROOT);

  ProblemCode(int status, String title, String meaning) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  /** As given in answers. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The same sentence for every problem of this code. */
  public String title() {
    return title;
  }

  /** What it means and what to do, for the catalogue. */
  public String meaning() {
    return meaning;
  }

  /** The URI that names it. */
  public String type() {
    return TYPE_BASE + code;
  }

  public static Optional<ProblemCode> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
