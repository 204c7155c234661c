package dev.onhand.server.alerts;

import dev.onhand.core.alert.QuietHours;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertTarget;
import dev.onhand.engine.alerts.AlertTarget.Kind;
import dev.onhand.model.Secret;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Those who are told of alerts, as they are sent and answered. */
public final class TargetBodies {

  /** For how long messages are gathered, unless said. */
  private static final int GATHER_MINUTES = 5;

  private TargetBodies() {}

  /**
   * Who is told of alerts.
   *
   * @param object always "alert_target"
   * @param id for ever the same
   * @param name by which people know it
   * @param kind email or slack
   * @param address of e-mail the addresses; of Slack the host, the rest is a secret
   * @param severity alerts that are less bad are not told
   * @param quietFrom when the hours begin in which nothing is told but what is critical, in the
   *     seller's time zone; null: there are none
   * @param quietUntil when they end
   * @param gatherMinutes for how long after a message what opens is gathered for the next
   * @param off whether nothing is told
   * @param toldAt when the last message went; null: none did
   * @param failures how often in a row a message did not go
   * @param failure what went wrong last; null: nothing yet
   * @param failedAt when
   * @param retryAt when the next is tried; null: as soon as there is something
   * @param createdAt when it was made
   * @param version what the ETag says
   */
  record TargetBody(
      String object,
      String id,
      String name,
      String kind,
      String address,
      String severity,
      @Nullable String quietFrom,
      @Nullable String quietUntil,
      int gatherMinutes,
      boolean off,
      @Nullable Instant toldAt,
      int failures,
      @Nullable String failure,
      @Nullable Instant failedAt,
      @Nullable Instant retryAt,
      Instant createdAt,
      long version) {

    static TargetBody of(AlertTarget target) {
      AlertTarget.Data data = target.data();
      AlertTarget.Health health = target.health();
      return new TargetBody(
          "alert_target",
          PublicId.of(IdKind.ALERT_TARGET, target.id()),
          data.name(),
          data.kind().code(),
          data.address(),
          data.severity().code(),
          data.quiet() == null ? null : data.quiet().from().toString(),
          data.quiet() == null ? null : data.quiet().until().toString(),
          data.gatherMinutes(),
          data.isOff(),
          health.toldAt(),
          health.failures(),
          health.failure(),
          health.failedAt(),
          health.retryAt(),
          target.createdAt(),
          target.version());
    }
  }

  /** Who is told, and the whole of a secret address; null: it has none, or stays as it is. */
  record Read(AlertTarget.Data data, @Nullable Secret secret) {}

  /**
   * Somebody who is to be told of alerts.
   *
   * @param name 1 to 64 characters, unique
   * @param kind email or slack (which Mattermost and others understand too)
   * @param address of e-mail 1 to 20 addresses with commas between; of Slack the address of an
   *     incoming webhook, of which only the host is shown again
   * @param severity info, warning (unless said), error or critical: less is not told
   * @param quietFrom such as 22:00, with quiet_until: nothing is told but what is critical
   * @param quietUntil such as 07:00
   * @param gatherMinutes 0 to 1440; 5 unless said
   */
  public record TargetToMake(
      @Required @Nullable String name,
      @Required @Nullable String kind,
      @Required @Nullable String address,
      @Nullable String severity,
      @Nullable String quietFrom,
      @Nullable String quietUntil,
      @Nullable Integer gatherMinutes) {

    Read read(TargetAddresses addresses) {
      Fields fields = new Fields();
      var nameField = fields.required("name", name, text -> text);
      var kindField = fields.required("kind", kind, Kind::read);
      var addressField =
          kindField.orNull() == null
              ? fields.required("address", address, text -> new TargetAddresses.Address(text, null))
              : fields.required("address", address, text -> addresses.read(kindField.get(), text));
      var severityField = fields.optional("severity", severity, Severity::read);
      QuietHours quiet = quiet(fields, quietFrom, quietUntil);
      return fields.build(
          () ->
              new Read(
                  new AlertTarget.Data(
                      nameField.get(),
                      kindField.get(),
                      addressField.get().shown(),
                      severityField.orNull() == null ? Severity.WARNING : severityField.get(),
                      quiet,
                      gatherMinutes == null ? GATHER_MINUTES : gatherMinutes,
                      false),
                  addressField.get().secret()));
    }
  }

  /**
   * A change: what is not given stays.
   *
   * @param name 1 to 64 characters, unique
   * @param address as when it was made
   * @param severity info, warning, error or critical: less is not told
   * @param quietFrom such as 22:00, with quiet_until; empty, with it: no quiet hours any more
   * @param quietUntil such as 07:00
   * @param gatherMinutes 0 to 1440
   * @param off true: nothing is told; false: again
   */
  public record TargetChange(
      @Nullable String name,
      @Nullable String address,
      @Nullable String severity,
      @Nullable String quietFrom,
      @Nullable String quietUntil,
      @Nullable Integer gatherMinutes,
      @Nullable Boolean off) {

    Read read(AlertTarget target, TargetAddresses addresses) {
      AlertTarget.Data was = target.data();
      Fields fields = new Fields();
      var addressField =
          fields.optional("address", address, text -> addresses.read(was.kind(), text));
      var severityField = fields.optional("severity", severity, Severity::read);
      boolean isQuietGiven = quietFrom != null || quietUntil != null;
      QuietHours quiet = isQuietGiven ? quiet(fields, quietFrom, quietUntil) : was.quiet();
      return fields.build(
          () -> {
            TargetAddresses.Address given = addressField.orNull();
            return new Read(
                new AlertTarget.Data(
                    name == null ? was.name() : name,
                    was.kind(),
                    given == null ? was.address() : given.shown(),
                    severityField.orNull() == null ? was.severity() : severityField.get(),
                    quiet,
                    gatherMinutes == null ? was.gatherMinutes() : gatherMinutes,
                    off == null ? was.isOff() : off),
                given == null ? null : given.secret());
          });
    }
  }

  /** Both or neither; both empty: none. */
  private static @Nullable QuietHours quiet(
      Fields fields, @Nullable String from, @Nullable String until) {
    boolean isNone = (from == null || from.isEmpty()) && (until == null || until.isEmpty());
    if (isNone) {
      return null;
    }
    var fromField = fields.required("quiet_from", from, text -> time("quiet_from", text));
    var untilField = fields.required("quiet_until", until, text -> time("quiet_until", text));
    return fields.errors().isEmpty()
        ? Fields.checked(() -> new QuietHours(fromField.get(), untilField.get()))
        : null;
  }

  private static LocalTime time(String field, String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(field + " must be a time of day such as 22:00", e);
    }
  }

  /**
   * What became of a test message.
   *
   * @param object always "alert_target_test"
   * @param told whether it went
   * @param said what happened, and what to do if it did not go
   */
  public record TestBody(String object, boolean told, String said) {}
}
