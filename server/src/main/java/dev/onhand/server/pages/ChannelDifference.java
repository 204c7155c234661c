package dev.onhand.server.pages;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.SettingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * In what an account differs from what a form wanted of it, in words. Of a secret it is told that
 * it was to be set, and no more.
 *
 * @param now what is there
 * @param wanted the same, as the form has it
 */
record ChannelDifference(String now, String wanted) {

  static ChannelDifference of(ConnectorDescriptor kind, ChannelForm now, ChannelForm wanted) {
    List<String> there = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    compare(there, asked, now, wanted, "poll_seconds", ChannelForm::poll);
    compare(there, asked, now, wanted, "calls_per_second", ChannelForm::callsPerSecond);
    compare(there, asked, now, wanted, "calls_per_day", ChannelForm::callsPerDay);
    compare(there, asked, now, wanted, "pushes_per_listing", ChannelForm::pushesPerListing);
    compare(there, asked, now, wanted, "hourly_read", form -> form.readsHourly() ? "yes" : "no");
    compare(
        there,
        asked,
        now,
        wanted,
        "locations",
        form -> String.join(", ", form.locations().stream().sorted().toList()));
    for (SettingSpec spec : kind.settings()) {
      if (spec.kind() != SettingSpec.Kind.SECRET) {
        compare(there, asked, now, wanted, spec.name(), form -> form.value(spec));
      } else if (wanted.settings().containsKey(spec.name())) {
        there.add(spec.name() + " as it was set, which is not shown");
        asked.add(spec.name() + " set anew");
      }
    }
    return there.isEmpty()
        ? new ChannelDifference("what you wanted, but for secrets", "no more than that")
        : new ChannelDifference(String.join(", ", there), String.join(", ", asked));
  }

  private static void compare(
      List<String> there,
      List<String> asked,
      ChannelForm now,
      ChannelForm wanted,
      String name,
      Function<ChannelForm, String> value) {
    if (!value.apply(now).equals(value.apply(wanted))) {
      there.add("%s '%s'".formatted(name, value.apply(now)));
      asked.add("%s '%s'".formatted(name, value.apply(wanted)));
    }
  }
}
