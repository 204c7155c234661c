package dev.onhand.server.channels;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an expression of Prometheus names, as far as dashboards and rules use the language.
 *
 * @param metrics by their names: the labels by which each is picked
 * @param labels all that it groups by
 */
record Expression(Map<String, Set<String>> metrics, Set<String> labels) {

  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on)\\s*\\(([^)]*)\\)");
  private static final Pattern METRIC =
      Pattern.compile("([a-z_:][a-z0-9_:]*)(?![a-z0-9_:]|\\s*\\()(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");

  /** Which Prometheus itself gives to all that it reads. */
  private static final Set<String> GIVEN = Set.of("instance", "job");

  static Expression of(String text) {
    String bare = text.replaceAll("\\[[^]]*]", "");
    Set<String> labels = new LinkedHashSet<>();
    for (MatchResult grouping : GROUPING.matcher(bare).results().toList()) {
      labels.addAll(Arrays.asList(grouping.group(1).strip().split("\\s*,\\s*")));
    }
    Map<String, Set<String>> metrics = new LinkedHashMap<>();
    for (MatchResult metric :
        METRIC.matcher(GROUPING.matcher(bare).replaceAll(" ")).results().toList()) {
      if (!WORDS.contains(metric.group(1))) {
        Set<String> picked = metrics.computeIfAbsent(metric.group(1), name -> new TreeSet<>());
        String matchers = metric.group(2) == null ? "" : metric.group(2);
        LABEL
            .matcher(matchers.replaceAll("\"[^\"]*\"", "\"\""))
            .results()
            .forEach(label -> picked.add(label.group(1)));
      }
    }
    return new Expression(metrics, labels);
  }

  /** The labels of each metric that a server exposes, by the metric's name. */
  static Map<String, Set<String>> exposed(String exposition) {
    Map<String, Set<String>> exposed = new TreeMap<>();
    exposition
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              String name = line.split("[{ ]", 2)[0];
              Set<String> labels = exposed.computeIfAbsent(name, one -> new TreeSet<>(GIVEN));
              if (line.contains("{")) {
                LABEL
                    .matcher(
                        line.substring(line.indexOf('{'), line.lastIndexOf('}'))
                            .replaceAll("\"[^\"]*\"", "\"\""))
                    .results()
                    .forEach(label -> labels.add(label.group(1)));
              }
            });
    return exposed;
  }

  /**
   * What it names that is not exposed.
   *
   * @param shown labels that are shown beside its values
   */
  List<String> unknown(Map<String, Set<String>> exposed, Set<String> shown) {
    Stream<String> names = metrics.keySet().stream().filter(name -> !exposed.containsKey(name));
    Stream<String> picked =
        metrics.entrySet().stream()
            .flatMap(
                metric ->
                    metric.getValue().stream()
                        .filter(
                            label ->
                                !exposed.getOrDefault(metric.getKey(), Set.of()).contains(label))
                        .map(label -> metric.getKey() + "{" + label + "}"));
    Stream<String> others =
        Stream.concat(labels.stream(), shown.stream())
            .filter(
                label ->
                    metrics.keySet().stream()
                        .noneMatch(name -> exposed.getOrDefault(name, Set.of()).contains(label)));
    return Stream.of(names, picked, others).flatMap(all -> all).toList();
  }
}
