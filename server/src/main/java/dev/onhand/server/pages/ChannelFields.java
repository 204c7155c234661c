package dev.onhand.server.pages;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.SettingSpec;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form for a channel account: what must be known, and, apart, what may be left as
 * it is.
 *
 * @param form what they hold
 * @param needed what must be known, and what that depends on
 * @param others the rest, those beside each other that are about the same
 * @param locations codes of those that can be chosen
 * @param errors what is wrong, by the name of the field
 * @param said what is wrong with the whole; empty: nothing
 */
public record ChannelFields(
    ChannelForm form,
    List<SettingField> needed,
    List<Group> others,
    List<String> locations,
    Map<String, String> errors,
    String said) {

  /** From so many on what is about the same has a heading of its own. */
  private static final int GROUP_MIN = 3;

  /**
   * Settings that are about the same.
   *
   * @param title in words; empty: about this and that
   */
  public record Group(String title, List<SettingField> fields) {}

  /**
   * A setting.
   *
   * @param value that is shown; of a secret never one
   * @param isKept whether it is a secret that is there
   * @param isNeeded whether it must be given
   * @param error empty: nothing is wrong with it
   */
  public record SettingField(
      SettingSpec spec, String value, boolean isKept, boolean isNeeded, String error) {

    public String id() {
      return idOf(ChannelForm.SETTING + spec.name());
    }

    public String label() {
      return Show.title(spec.name());
    }

    public boolean isSecret() {
      return spec.kind() == SettingSpec.Kind.SECRET;
    }

    /** What it may be; none: anything of its kind. */
    public List<String> choices() {
      return spec.kind() == SettingSpec.Kind.SWITCH ? List.of("true", "false") : spec.choices();
    }

    /** A choice in words. */
    public String choice(String code) {
      return switch (spec.kind()) {
        case SWITCH -> code.equals("true") ? "yes" : "no";
        case TEXT, SECRET, URL, NUMBER -> code;
      };
    }

    /** When it is needed, in words; null: always, or never. */
    public @Nullable String neededWhere() {
      SettingSpec.Choice choice = spec.neededFor();
      return choice == null
          ? null
          : "%s is %s".formatted(Show.title(choice.setting()), choice.value());
    }
  }

  /**
   * @param kept names of the secrets that are there
   * @param asked names of those that must be given here, though others may do without
   * @param refused what is wrong with it; null: nothing
   */
  static ChannelFields of(
      ConnectorDescriptor kind,
      ChannelForm form,
      Set<String> kept,
      List<String> asked,
      List<String> locations,
      @Nullable ProblemException refused) {
    Map<String, String> errors = errors(refused);
    Set<String> choosers =
        kind.settings().stream()
            .map(SettingSpec::neededFor)
            .filter(Objects::nonNull)
            .map(SettingSpec.Choice::setting)
            .collect(Collectors.toSet());
    List<SettingField> needed = new ArrayList<>();
    List<SettingField> others = new ArrayList<>();
    for (SettingSpec spec : kind.settings()) {
      boolean isNeeded = spec.isNeeded() || asked.contains(spec.name());
      SettingField field = field(spec, form, kept, isNeeded, errors);
      boolean isAsked =
          field.isNeeded() || spec.neededFor() != null || choosers.contains(spec.name());
      (isAsked ? needed : others).add(field);
    }
    return new ChannelFields(
        form,
        needed,
        groups(others),
        Stream.concat(locations.stream(), form.locations().stream()).distinct().toList(),
        errors,
        refused == null || !refused.errors().isEmpty() ? "" : refused.detail());
  }

  private static SettingField field(
      SettingSpec spec,
      ChannelForm form,
      Set<String> kept,
      boolean isNeeded,
      Map<String, String> errors) {
    boolean isSecret = spec.kind() == SettingSpec.Kind.SECRET;
    String value = form.settings().getOrDefault(spec.name(), "");
    return new SettingField(
        spec,
        isSecret ? "" : value,
        isSecret && kept.contains(spec.name()),
        isNeeded,
        errors.getOrDefault(ChannelForm.SETTING + spec.name(), ""));
  }

  /** By the names of the fields of the form: the API's are {@code /settings/token}. */
  private static Map<String, String> errors(@Nullable ProblemException refused) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (refused != null) {
      for (FieldError error : refused.errors()) {
        errors.putIfAbsent(
            error.pointer().replaceFirst("^/settings/", ChannelForm.SETTING).replaceFirst("^/", ""),
            error.detail());
      }
    }
    return errors;
  }

  /** Those in a row whose names begin alike, such as {@code order_id} and {@code orders_list}. */
  private static List<Group> groups(List<SettingField> fields) {
    Map<String, List<SettingField>> alike = new LinkedHashMap<>();
    fields.forEach(
        field ->
            alike
                .computeIfAbsent(
                    field.spec().name().replaceFirst("s?_.*|s$", ""), word -> new ArrayList<>())
                .add(field));
    Group rest = new Group("", new ArrayList<>());
    List<Group> groups = new ArrayList<>();
    groups.add(rest);
    alike.forEach(
        (word, some) -> {
          if (some.size() < GROUP_MIN) {
            rest.fields().addAll(some);
          } else {
            groups.add(new Group(Show.title(word), some));
          }
        });
    groups.removeIf(group -> group.fields().isEmpty());
    return groups;
  }

  /** The id of a field of the form by its name. */
  public static String idOf(String name) {
    return "field-" + name.replaceAll("[^a-z0-9]+", "-");
  }

  /** What is wrong with a field; empty: nothing. */
  public String error(String name) {
    return errors.getOrDefault(name, "");
  }

  /** Whether something is wrong that stands among what may be left as it is. */
  public boolean isWrongAmongOthers() {
    return others.stream()
        .flatMap(group -> group.fields().stream())
        .anyMatch(field -> !field.error().isEmpty());
  }

  /** Whether something is wrong with how much is asked of it, or what it sells. */
  public boolean isWrongAmongLimits() {
    return errors.keySet().stream()
        .anyMatch(name -> !name.startsWith(ChannelForm.SETTING) && !name.equals("channel"));
  }

  /** Whether secrets were asked for, which are to be typed again after something was refused. */
  public boolean hasSecrets() {
    return Stream.concat(needed.stream(), others.stream().flatMap(group -> group.fields().stream()))
        .anyMatch(SettingField::isSecret);
  }

  /** How many settings may be left as they are. */
  public int othersCount() {
    return others.stream().mapToInt(group -> group.fields().size()).sum();
  }
}
