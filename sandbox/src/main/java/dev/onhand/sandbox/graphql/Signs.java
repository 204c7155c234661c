package dev.onhand.sandbox.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a document, one after the other. */
final class Signs {
  private static final Pattern TOKEN =
      Pattern.compile(
          """
          [\\s,\\uFEFF]+|\\#[^\\n]*|\
          (?<token>\\.\\.\\.|[!$():=@\\[\\]{}|&]|[A-Za-z_]\\w*|-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?|\
          \"\"\"(?s:.*?)\"\"\"|"(\\\\.|[^"\\\\\\n])*")""");

  private final List<String> tokens = new ArrayList<>();
  private int at;

  Signs(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw GraphqlException.unreadable(
            "Syntax Error: Unexpected character: \"" + text.charAt(end) + "\".");
      }
      if (matcher.group("token") != null) {
        tokens.add(matcher.group("token"));
      }
      end = matcher.end();
    }
  }

  boolean hasMore() {
    return at < tokens.size();
  }

  /** The next token without taking it; empty at the end. */
  String peek() {
    return hasMore() ? tokens.get(at) : "";
  }

  String next() {
    if (!hasMore()) {
      throw GraphqlException.unreadable("Syntax Error: Unexpected <EOF>.");
    }
    return tokens.get(at++);
  }

  /** Takes the next token if it is that one. */
  boolean take(String token) {
    boolean isThere = peek().equals(token);
    at += isThere ? 1 : 0;
    return isThere;
  }

  void expect(String token) {
    String found = next();
    if (!found.equals(token)) {
      throw GraphqlException.unreadable(
          "Syntax Error: Expected \"" + token + "\", found \"" + found + "\".");
    }
  }

  String name() {
    String name = next();
    if (!name.matches("[A-Za-z_]\\w*")) {
      throw GraphqlException.unreadable("Syntax Error: Expected Name, found \"" + name + "\".");
    }
    return name;
  }
}
