package dev.onhand.server.orders;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.PostcodeArea;
import dev.onhand.engine.orders.PostcodeAreas;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Required;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where postcodes are, for sourcing by distance. */
@RestController
@RequestMapping(path = PostcodeController.PATH, produces = "application/json")
class PostcodeController {

  static final String PATH = "/api/v1/postcode-areas";

  private final PostcodeAreas areas;

  PostcodeController(PostcodeAreas areas) {
    this.areas = areas;
  }

  /**
   * Where the postcodes are that begin alike.
   *
   * @param prefix 1 to 10 letters and digits; capitals, blanks and hyphens make no difference
   * @param latitude degrees north, -90 to 90
   * @param longitude degrees east, -180 to 180
   */
  record PostcodeAreaBody(
      @Required @Nullable String prefix,
      @Required @Nullable Double latitude,
      @Required @Nullable Double longitude) {

    private PostcodeArea read(String at) {
      Fields fields = new Fields();
      fields.required(at + "/prefix", prefix, text -> text);
      var place =
          fields.nested(new OrderRequests.ShipTo(latitude, longitude, null, null), to -> to.at(at));
      return fields.build(
          () -> new PostcodeArea(String.valueOf(prefix), java.util.Objects.requireNonNull(place)));
    }
  }

  /**
   * The areas of a country, as a whole.
   *
   * @param areas up to 20,000; none: the country's middle is taken for all of it
   */
  record PostcodeAreasToPut(@Required @Nullable List<@Nullable PostcodeAreaBody> areas) {

    List<PostcodeArea> read() {
      Fields fields = new Fields();
      fields.required("areas", areas, PostcodeAreasToPut::requireFew);
      List<PostcodeArea> read = new ArrayList<>();
      Set<String> prefixes = new HashSet<>();
      for (int i = 0; areas != null && fields.errors().isEmpty() && i < areas.size(); i++) {
        String at = "areas/" + i;
        PostcodeAreaBody given = areas.get(i);
        PostcodeArea area =
            fields.nested(
                given == null ? new PostcodeAreaBody(null, null, null) : given,
                one -> one.read(at));
        if (area != null && prefixes.add(area.prefix())) {
          read.add(area);
        } else if (area != null) {
          String twice = "prefix '%s' is there twice".formatted(area.prefix());
          fields.add(new FieldError("/" + at + "/prefix", FieldError.INVALID, twice));
        }
      }
      return fields.build(() -> read);
    }

    private static List<@Nullable PostcodeAreaBody> requireFew(
        List<@Nullable PostcodeAreaBody> given) {
      if (given.size() > PostcodeArea.AREAS_MAX) {
        throw new IllegalArgumentException(
            "areas must have at most %d entries, not %d"
                .formatted(PostcodeArea.AREAS_MAX, given.size()));
      }
      return given;
    }
  }

  /**
   * A country that has areas.
   *
   * @param country two-letter code of ISO 3166-1
   * @param areas how many
   */
  record PostcodeCountryBody(String object, String country, long areas) {}

  /** Lists the countries that have areas of postcodes. */
  @GetMapping
  @Needs(Scope.LOCATIONS_READ)
  ListBody<PostcodeCountryBody> listPostcodeCountries(Caller caller) {
    return ListBody.whole(
        PATH,
        areas.countries(caller.seller()).entrySet().stream()
            .map(
                country ->
                    new PostcodeCountryBody(
                        "postcode_country", country.getKey(), country.getValue()))
            .toList());
  }

  /** Shows the areas of a country, by prefix, all of them. */
  @GetMapping("/{country}")
  @Needs(Scope.LOCATIONS_READ)
  ListBody<PostcodeAreaBody> showPostcodeAreas(Caller caller, @PathVariable String country) {
    List<PostcodeArea> found = areas.list(caller.seller(), country(country));
    if (found.isEmpty()) {
      throw ProblemException.notFound("area of postcodes of", country);
    }
    return answer(country(country), found);
  }

  /**
   * Puts areas of postcodes in place of all that a country has. An order that says its country and
   * postcode goes to the area with the longest prefix that the postcode begins with, else to the
   * middle of the country. It holds for orders that are handed in from now on.
   */
  @PutMapping("/{country}")
  @Needs(Scope.LOCATIONS_WRITE)
  ListBody<PostcodeAreaBody> putPostcodeAreas(
      Caller caller, @PathVariable String country, @RequestBody PostcodeAreasToPut body) {
    String code = country(country);
    areas.replace(caller.seller(), code, body.read());
    return answer(code, areas.list(caller.seller(), code));
  }

  private static String country(String code) {
    return Fields.checked(() -> Destinations.country(code));
  }

  private static ListBody<PostcodeAreaBody> answer(String country, List<PostcodeArea> found) {
    return ListBody.whole(
        PATH + "/" + country,
        found.stream()
            .map(
                area ->
                    new PostcodeAreaBody(
                        area.prefix(), area.place().latitude(), area.place().longitude()))
            .toList());
  }
}
