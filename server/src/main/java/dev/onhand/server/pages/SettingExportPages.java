package dev.onhand.server.pages;

import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.engine.webhooks.Delivery;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.access.SecondFactorDesk;
import dev.onhand.server.reports.ListExport;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.webhooks.OutgoingWebhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** Files of what is set up: never a secret, nor what one could be guessed from. */
@Controller
class SettingExportPages {

  private static final ListExport<Location> LOCATIONS =
      new ListExport<>(
          "onhand-locations",
          "Locations",
          List.of(
              "id",
              "code",
              "name",
              "kind",
              "sellable",
              "priority",
              "latitude",
              "longitude",
              "created_at",
              "updated_at"),
          SettingExportPages::cells);

  private static final ListExport<Person> USERS =
      new ListExport<>(
          "onhand-people",
          "People",
          List.of(
              "id",
              "login",
              "name",
              "role",
              "state",
              "second_factor",
              "signed_in_at",
              "created_at",
              "created_by"),
          SettingExportPages::cells);

  private static final ListExport<ApiToken> TOKENS =
      new ListExport<>(
          "onhand-tokens",
          "Tokens",
          List.of(
              "id",
              "name",
              "may",
              "created_at",
              "created_by",
              "last_used_at",
              "expires_at",
              "revoked_at"),
          row ->
              ListExport.cells(
                  PublicId.of(IdKind.TOKEN, row.id()),
                  row.name(),
                  String.join(" ", Scope.codes(row.scopes())),
                  row.createdAt(),
                  row.createdBy(),
                  row.lastUsedAt(),
                  row.expiresAt(),
                  row.revokedAt()));

  private static final ListExport<Delivery> DELIVERIES =
      new ListExport<>(
          "onhand-deliveries",
          "Deliveries",
          List.of("id", "event", "type", "state", "sent", "made_at", "next_at", "ended_at"),
          row ->
              ListExport.cells(
                  PublicId.of(IdKind.DELIVERY, row.id()),
                  PublicId.of(IdKind.EVENT, row.event()),
                  row.type(),
                  row.state().code(),
                  row.attempts(),
                  row.createdAt(),
                  row.endedAt() == null ? row.dueAt() : null,
                  row.endedAt()));

  /** Somebody, and whether a second factor is asked of them. */
  private record Person(User user, boolean hasSecondFactor) {}

  private final Locations locations;
  private final Users users;
  private final SecondFactorDesk factors;
  private final Tokens tokens;
  private final Deliveries deliveries;
  private final OutgoingWebhooks webhooks;

  SettingExportPages(
      Locations locations,
      Users users,
      SecondFactorDesk factors,
      Tokens tokens,
      Deliveries deliveries,
      OutgoingWebhooks webhooks) {
    this.locations = locations;
    this.users = users;
    this.factors = factors;
    this.tokens = tokens;
    this.deliveries = deliveries;
    this.webhooks = webhooks;
  }

  @GetMapping({"/settings/locations.csv", "/settings/locations.xlsx"})
  @Needs(Scope.LOCATIONS_READ)
  View exportLocations(HttpServletRequest request, Caller caller) {
    return LOCATIONS.view(
        request,
        page ->
            ListExport.Part.of(
                Fields.checked(() -> locations.list(caller.seller(), page)),
                row -> row.id().value()));
  }

  @GetMapping({"/settings/users.csv", "/settings/users.xlsx"})
  @Needs(Scope.USERS_ADMIN)
  View exportUsers(HttpServletRequest request, Caller caller) {
    return USERS.view(
        request,
        page -> {
          Slice<User> found = users.list(caller.seller(), page);
          Set<Long> asked = factors.askedOf(found.rows());
          return ListExport.Part.of(
              found.map(user -> new Person(user, asked.contains(user.id()))),
              row -> row.user().id());
        });
  }

  @GetMapping({"/settings/tokens.csv", "/settings/tokens.xlsx"})
  @Needs(Scope.TOKENS_ADMIN)
  View exportTokens(HttpServletRequest request, Caller caller) {
    return TOKENS.view(
        request, page -> ListExport.Part.of(tokens.list(caller.seller(), page), ApiToken::id));
  }

  @GetMapping({"/settings/webhooks/{id}/deliveries.csv", "/settings/webhooks/{id}/deliveries.xlsx"})
  @Needs(Scope.EVENTS_READ)
  View exportDeliveries(HttpServletRequest request, Caller caller, @PathVariable String id) {
    long webhook = webhooks.find(caller, id).id();
    return DELIVERIES.view(
        request,
        page ->
            ListExport.Part.of(
                deliveries.list(caller.seller(), webhook, null, page), Delivery::id));
  }

  private static List<@Nullable Object> cells(Location row) {
    return ListExport.cells(
        PublicId.of(IdKind.LOCATION, row.id().value()),
        row.data().code(),
        row.data().name(),
        row.data().kind().code(),
        row.data().sellable() ? "yes" : "no",
        row.data().priority(),
        row.data().latitude(),
        row.data().longitude(),
        row.createdAt(),
        row.updatedAt());
  }

  private static List<@Nullable Object> cells(Person row) {
    User user = row.user();
    return ListExport.cells(
        PublicId.of(IdKind.USER, user.id()),
        user.login(),
        user.name(),
        user.role().code(),
        state(user),
        row.hasSecondFactor() ? "yes" : "no",
        user.signedInAt(),
        user.createdAt(),
        user.createdBy());
  }

  private static String state(User user) {
    if (user.disabledAt() != null) {
      return "disabled";
    }
    return user.person() == null ? "invited" : "active";
  }
}
