package dev.onhand.server.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.batch.FourEyes;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.TokenBodies.TokenBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Sourcings;
import dev.onhand.server.web.Times;
import dev.onhand.server.web.Versions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own seller; and for those who run the server, the making of others. */
@RestController
@RequestMapping(path = "/api/v1", produces = "application/json")
class SellerController {

  private final Sellers sellers;
  private final SellerMaking making;
  private final InstantSource clock;

  SellerController(Sellers sellers, SellerMaking making, InstantSource clock) {
    this.sellers = sellers;
    this.making = making;
    this.clock = clock;
  }

  /**
   * A seller, as answered.
   *
   * @param object always "seller"
   * @param id for ever the same
   * @param code short name, unique on this server, for ever
   * @param name free text
   * @param timeZone in which the seller's days begin and end
   * @param sourcing by which rule locations are chosen for orders of channels that name none:
   *     priority, most_available, nearest, fewest_splits or first_with_stock
   * @param fourEyesAbove a correction of more units by a count that does not say must be approved
   *     by somebody who did not count it; null: that does not matter
   * @param version what the ETag says
   * @param createdAt when it was made
   * @param token the first token, in the answer to the seller's making
   */
  record SellerBody(
      String object,
      String id,
      String code,
      String name,
      String timeZone,
      String sourcing,
      @Nullable Long fourEyesAbove,
      long version,
      Instant createdAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TokenBody token) {

    static SellerBody of(Seller seller, @Nullable TokenBody token) {
      return new SellerBody(
          "seller",
          PublicId.of(IdKind.SELLER, seller.id().value()),
          seller.code(),
          seller.name(),
          seller.timeZone().getId(),
          seller.sourcing().code(),
          seller.fourEyes().above(),
          seller.version(),
          seller.createdAt(),
          token);
    }
  }

  /**
   * A change of a seller: what is not given stays.
   *
   * @param name 1 to 200 characters
   * @param timeZone such as Europe/Paris
   * @param sourcing priority, most_available, nearest, fewest_splits or first_with_stock; holds for
   *     what is reserved from now on
   * @param fourEyesAbove units from 0, or -1: counts that do not say need no second person; holds
   *     for counts that are started from now on
   */
  record SellerChange(
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable String sourcing,
      @Nullable Long fourEyesAbove) {

    static SellerChange of(Seller seller) {
      Long above = seller.fourEyes().above();
      return new SellerChange(
          seller.name(),
          seller.timeZone().getId(),
          seller.sourcing().code(),
          above == null ? -1 : above);
    }

    /** What it says of what another names. */
    String inWords(SellerChange named) {
      List<String> words = new ArrayList<>();
      if (named.name() != null) {
        words.add("name '%s'".formatted(name));
      }
      if (named.timeZone() != null) {
        words.add("time_zone " + timeZone);
      }
      if (named.sourcing() != null) {
        words.add("sourcing " + sourcing);
      }
      if (named.fourEyesAbove() != null) {
        words.add("four_eyes_above " + fourEyesAbove);
      }
      return String.join(", ", words);
    }

    @Nullable FourEyes fourEyes() {
      if (fourEyesAbove == null) {
        return null;
      }
      if (fourEyesAbove < -1 || fourEyesAbove > Quantity.UNITS_MAX) {
        throw ProblemException.invalid(
            "/four_eyes_above",
            "four_eyes_above must be from -1 (none) to %d, not %d"
                .formatted(Quantity.UNITS_MAX, fourEyesAbove));
      }
      return new FourEyes(fourEyesAbove < 0 ? null : fourEyesAbove);
    }
  }

  /**
   * A seller to be made.
   *
   * @param code 1 to 40 of a-z, 0-9 and -
   * @param name 1 to 200 characters
   * @param timeZone such as Europe/Paris
   */
  record SellerToMake(
      @Required @Nullable String code,
      @Required @Nullable String name,
      @Required @Nullable String timeZone) {

    NewSeller read(Instant now) {
      Fields fields = new Fields();
      var codeField = fields.required("code", code, text -> text);
      var nameField = fields.required("name", name, NewSeller::requireName);
      var zoneField = fields.required("time_zone", timeZone, text -> Times.zone("time_zone", text));
      return fields.build(
          () -> new NewSeller(codeField.get(), nameField.get(), zoneField.get(), now));
    }
  }

  /** Shows the seller whose token this is. */
  @GetMapping("/seller")
  @Needs(Scope.SELLER_READ)
  ResponseEntity<SellerBody> showSeller(Caller caller) {
    return answer(sellers.find(caller.seller()).orElseThrow());
  }

  /** Changes the seller whose token this is: what is not given stays. */
  @PatchMapping("/seller")
  @Needs(Scope.SELLER_WRITE)
  ResponseEntity<SellerBody> changeSeller(
      Caller caller,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody SellerChange body) {
    Fields fields = new Fields();
    var name = fields.optional("name", body.name(), NewSeller::requireName);
    var zone = fields.optional("time_zone", body.timeZone(), text -> Times.zone("time_zone", text));
    var sourcing = fields.optional("sourcing", body.sourcing(), Sourcings::read);
    Saving<Seller> saving =
        fields.build(
            () ->
                sellers.change(
                    caller.seller(),
                    name.orNull(),
                    zone.orNull(),
                    sourcing.orNull(),
                    body.fourEyes(),
                    Versions.expected(ifMatch)));
    if (saving instanceof Saving.Stale<Seller>) {
      SellerChange now = SellerChange.of(sellers.find(caller.seller()).orElseThrow());
      throw Versions.overtaken(now.inWords(body), body.inWords(body));
    }
    return answer(Versions.saved(saving, "seller", ""));
  }

  private static ResponseEntity<SellerBody> answer(Seller seller) {
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(seller.version()))
        .body(SellerBody.of(seller, null));
  }

  /** Makes a seller with a first token. The code is the seller's for ever, and so the key. */
  @PostMapping("/sellers")
  @Needs(Scope.PLATFORM_ADMIN)
  @Answers(status = 201, problems = ProblemCode.CONFLICT)
  ResponseEntity<SellerBody> createSeller(Caller caller, @RequestBody SellerToMake body) {
    NewSeller wanted = body.read(clock.instant());
    SellerMaking.Made made =
        making
            .make(wanted, caller.actor())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.CONFLICT,
                        "There is already a seller '%s'.".formatted(wanted.code())));
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("ETag", Versions.etag(made.seller().version()))
        .body(SellerBody.of(made.seller(), TokenBody.of(made.token())));
  }

  /** Makes another admin token for a seller, for one who lost the first. */
  @PostMapping("/sellers/{code}/tokens")
  @Needs(Scope.PLATFORM_ADMIN)
  @Answers(status = 201)
  ResponseEntity<TokenBody> createSellerToken(Caller caller, @PathVariable String code) {
    Seller seller =
        sellers.findByCode(code).orElseThrow(() -> ProblemException.notFound("seller", code));
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(TokenBody.of(making.makeToken(seller, caller.actor())));
  }
}
