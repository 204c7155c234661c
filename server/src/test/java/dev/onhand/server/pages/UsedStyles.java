package dev.onhand.server.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Of a sheet of styles the rules that texts may use. A class is used if its name is a word anywhere
 * in them, or if a word that something is put behind begins it: rather too many are kept than one
 * too few. What no class stands in is kept.
 */
final class UsedStyles {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

  /** As in {@code bg-${tone}} of templates and scripts, and {@code "bg-" + tone} of Java. */
  private static final Pattern BEGINNING = Pattern.compile("([A-Za-z0-9_-]+-)(?:\\$\\{|[\"'%])");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[[^]]*]|\\([^()]*\\)");
  private static final Pattern CLASS = Pattern.compile("\\.((?:\\\\.|[\\w-])+)");

  private final Set<String> words = new TreeSet<>();
  private final Set<String> beginnings = new TreeSet<>();

  /** What stands before a block, and the block without its braces. */
  private record Rule(String prelude, String block) {}

  UsedStyles(Iterable<String> texts) {
    for (String text : texts) {
      WORD.matcher(text).results().forEach(word -> words.add(word.group()));
      BEGINNING.matcher(text).results().forEach(word -> beginnings.add(word.group(1)));
    }
  }

  /** A line for each rule that is left. */
  String of(String sheet) {
    StringBuilder left = new StringBuilder();
    for (Rule rule : rules(sheet)) {
      // Whose it is stands there too.
      COMMENT.matcher(rule.prelude()).results().forEach(said -> left.append(said.group() + "\n"));
      String prelude = COMMENT.matcher(rule.prelude()).replaceAll("").strip();
      String used = prelude.startsWith("@") ? prelude : used(prelude);
      String block = prelude.startsWith("@media") ? of(rule.block()) : rule.block();
      if (!used.isEmpty() && !block.isEmpty()) {
        left.append(used).append(prelude.startsWith("@media") ? "{\n" : "{");
        left.append(block).append("}\n");
      }
    }
    return left.toString();
  }

  private String used(String selectors) {
    List<String> used = new ArrayList<>();
    for (String selector : split(selectors)) {
      if (isUsed(selector)) {
        used.add(selector);
      }
    }
    return String.join(",", used);
  }

  /** Also by what is no {@code :not(.such)}: what stands in brackets is left out. */
  private boolean isUsed(String selector) {
    String plain = selector;
    for (String before = ""; !before.equals(plain); ) {
      before = plain;
      plain = IN_BRACKETS.matcher(plain).replaceAll("");
    }
    return CLASS.matcher(plain).results().allMatch(name -> isWritten(name.group(1)));
  }

  private boolean isWritten(String name) {
    String plain = name.replace("\\", "");
    return beginnings.stream().anyMatch(plain::startsWith)
        || WORD.matcher(plain).results().allMatch(word -> words.contains(word.group()));
  }

  /** At commas that are in no brackets. */
  private static List<String> split(String selectors) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < selectors.length(); i++) {
      char c = selectors.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(selectors.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(selectors.substring(begin));
    return parts;
  }

  private static List<Rule> rules(String sheet) {
    List<Rule> rules = new ArrayList<>();
    int begin = 0;
    for (int i = end(sheet, 0, "{;"); i < sheet.length(); i = end(sheet, begin, "{;")) {
      if (sheet.charAt(i) == ';') {
        begin = i + 1; // what a sheet is written in: ours is UTF-8 as all that is served
        continue;
      }
      int close = i + 1;
      for (int depth = 1; depth > 0; close++) {
        close = end(sheet, close, "{}");
        depth += sheet.charAt(close) == '{' ? 1 : -1;
      }
      rules.add(new Rule(sheet.substring(begin, i), sheet.substring(i + 1, close - 1)));
      begin = close;
    }
    return rules;
  }

  /** Where one of some characters is, outside of texts and comments; the end: nowhere. */
  private static int end(String sheet, int from, String characters) {
    int i = from;
    while (i < sheet.length() && characters.indexOf(sheet.charAt(i)) < 0) {
      char c = sheet.charAt(i);
      if (sheet.startsWith("/*", i)) {
        i = sheet.indexOf("*/", i) + 2;
      } else if (c == '"' || c == '\'') {
        i = endOfText(sheet, i + 1, c) + 1;
      } else {
        i++;
      }
    }
    return i;
  }

  private static int endOfText(String sheet, int from, char quote) {
    int i = from;
    while (sheet.charAt(i) != quote) {
      i += sheet.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
