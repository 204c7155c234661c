package dev.onhand.server.web;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.idempotency.Fingerprint;
import dev.onhand.engine.idempotency.IdempotencyAnswer;
import dev.onhand.engine.idempotency.KeptAnswers;
import dev.onhand.engine.idempotency.RequestKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests with an Idempotency-Key that is not a movement's own: the answer is kept in the commit
 * of the effect and given again to a repeat. Twins in flight run one after the other, so the second
 * gets the first's answer. A refusal is an exception, rolls all back and is not kept.
 */
public final class OnceOnly {

  private static final int SEE_OTHER = HttpStatus.SEE_OTHER.value();

  private final KeptAnswers kept;
  private final JsonMapper json;

  OnceOnly(KeptAnswers kept, JsonMapper json) {
    this.kept = kept;
    this.json = json;
  }

  /**
   * Does the work once for all requests with this key and content; each time, if there is no key.
   *
   * @param body the request's body as it was read
   * @param work runs within the transaction of the answer; throws to refuse
   */
  public ResponseEntity<?> answer(
      SellerId seller,
      HttpServletRequest request,
      @Nullable Object body,
      Supplier<ResponseEntity<?>> work) {
    return answer(seller, request, body, work, UnaryOperator.identity());
  }

  /**
   * The same for an answer that holds a secret, which must not be kept.
   *
   * @param keeping what of the answer's body is kept
   */
  public <T> ResponseEntity<?> answer(
      SellerId seller,
      HttpServletRequest request,
      @Nullable Object body,
      Supplier<ResponseEntity<?>> work,
      UnaryOperator<@Nullable Object> keeping) {
    Optional<RequestKey> key = key(request, body);
    if (key.isEmpty()) {
      return work.get();
    }
    AtomicReference<@Nullable ResponseEntity<?>> fresh = new AtomicReference<>();
    KeptAnswers.Given given =
        kept.once(
            seller,
            key.get(),
            () -> {
              ResponseEntity<?> answer = work.get();
              fresh.set(answer);
              return key.get()
                  .answered(
                      answer.getStatusCode().value(),
                      json.writeValueAsString(keeping.apply(answer.getBody())));
            });
    return given.again() ? again(given.answer()) : Objects.requireNonNull(fresh.get());
  }

  /**
   * The same for a form, which brings its key with it and leads to a page.
   *
   * @param route method and path of the form
   * @param form what it says, as it was read
   * @param work gives the path to go on to; throws to refuse
   */
  public String path(
      SellerId seller, String route, String key, Object form, Supplier<String> work) {
    Fingerprint content = Fingerprint.of(route, json.writeValueAsString(form));
    RequestKey request = Fields.checked(() -> new RequestKey(route, key, content));
    IdempotencyAnswer answer =
        kept.once(
                seller,
                request,
                () -> request.answered(SEE_OTHER, json.writeValueAsString(work.get())))
            .answer();
    return json.readValue(answer.body(), String.class);
  }

  /** The answer that was kept for a request, for those who write it by a companion of a list. */
  public Optional<ResponseEntity<?>> find(SellerId seller, RequestKey key) {
    return kept.find(seller, key).map(OnceOnly::again);
  }

  /** An answer to be kept by a companion of a list, in the commit of its movements. */
  public IdempotencyAnswer answered(RequestKey key, int status, Object body) {
    return key.answered(status, json.writeValueAsString(body));
  }

  /** The key of a request that must have one, with its fingerprint as {@link #key} makes it. */
  public RequestKey require(HttpServletRequest request, @Nullable Object body) {
    return key(request, body).orElseThrow(IdempotencyKeys::missing);
  }

  /**
   * The request's key with its fingerprint: of method, path, query and the body as it was read, so
   * that blanks and the order of fields do not count.
   */
  public Optional<RequestKey> key(HttpServletRequest request, @Nullable Object body) {
    return IdempotencyKeys.find(request)
        .map(
            key -> {
              String route = request.getMethod() + " " + request.getRequestURI();
              String query = request.getQueryString() == null ? "" : request.getQueryString();
              return new RequestKey(
                  route, key, Fingerprint.of(route, query, json.writeValueAsString(body)));
            });
  }

  private static ResponseEntity<?> again(IdempotencyAnswer answer) {
    return ResponseEntity.status(answer.status())
        .contentType(MediaType.APPLICATION_JSON)
        .header(IdempotencyKeys.HIT_HEADER, "true")
        .body(answer.body());
  }
}
