package dev.onhand.connectors.contracts;

import dev.onhand.connectors.contracts.Protos.Field;
import dev.onhand.connectors.contracts.Protos.Message;
import dev.onhand.connectors.contracts.Protos.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the declarations of proto3 files: messages, enums and methods; not options or defaults. */
final class ProtoReader {

  private static final Pattern COMMENT = Pattern.compile("//.*|/\\*[\\s\\S]*?\\*/");
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|[\\w.]+|[^\\s\\w]");

  final Map<String, Message> messages = new HashMap<>();
  final Map<String, Set<String>> enums = new HashMap<>();
  final Map<String, Method> methods = new HashMap<>();
  private final Deque<String> tokens = new ArrayDeque<>();
  private String filePackage = "";

  void read(String file) {
    tokens.clear();
    TOKEN
        .matcher(COMMENT.matcher(file).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .forEach(tokens::add);
    while (!tokens.isEmpty()) {
      String token = tokens.remove();
      switch (token) {
        case "package" -> filePackage = tokens.remove();
        case "message" -> message("");
        case "enum" -> enumeration("");
        case "service" -> service();
        default -> skipStatement(token);
      }
    }
  }

  private void message(String scope) {
    String name = scope + tokens.remove();
    Map<String, Field> fields = new HashMap<>();
    expect("{");
    fields(name, fields, null);
    messages.put(name, new Message(fields));
  }

  private void fields(String message, Map<String, Field> fields, @Nullable String choice) {
    for (String token = tokens.remove(); !token.equals("}"); token = tokens.remove()) {
      switch (token) {
        case "message" -> message(message + ".");
        case "enum" -> enumeration(message + ".");
        case "oneof" -> {
          String name = tokens.remove();
          expect("{");
          fields(message, fields, name);
        }
        case "option", "reserved" -> skipStatement(token);
        case "optional" -> field(tokens.remove(), false, fields, choice);
        case "repeated" -> field(tokens.remove(), true, fields, choice);
        default -> field(token, false, fields, choice);
      }
    }
  }

  private void field(
      String type, boolean isRepeated, Map<String, Field> fields, @Nullable String choice) {
    String name = tokens.remove();
    expect("=");
    String rest = skipStatement("");
    fields.put(name, new Field(type, isRepeated, rest.contains("REQUIRED"), choice));
  }

  private void enumeration(String scope) {
    String name = scope + tokens.remove();
    Set<String> values = new HashSet<>();
    expect("{");
    for (String token = tokens.remove(); !token.equals("}"); token = tokens.remove()) {
      if (!token.equals("option") && !token.equals("reserved")) {
        values.add(token);
      }
      skipStatement(token);
    }
    enums.put(name, values);
  }

  private void service() {
    String service = filePackage + "." + tokens.remove();
    expect("{");
    for (String token = tokens.remove(); !token.equals("}"); token = tokens.remove()) {
      if (token.equals("rpc")) {
        String name = tokens.remove();
        methods.put(service + "/" + name, new Method(inBrackets(), returned()));
      }
      skipStatement(token);
    }
  }

  private String returned() {
    expect("returns");
    return inBrackets();
  }

  private String inBrackets() {
    expect("(");
    String type = "";
    for (String token = tokens.remove(); !token.equals(")"); token = tokens.remove()) {
      type = token;
    }
    return type;
  }

  /** To the semicolon, or the end of the block that comes before one. */
  private String skipStatement(String first) {
    StringBuilder skipped = new StringBuilder(first);
    int depth = 0;
    while (true) {
      String token = tokens.remove();
      skipped.append(' ').append(token);
      depth += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
      boolean isBlock = token.equals("}") && !";".equals(tokens.peek());
      if (depth == 0 && (token.equals(";") || isBlock)) {
        return skipped.toString();
      }
    }
  }

  private void expect(String token) {
    String found = tokens.remove();
    if (!found.equals(token)) {
      throw new IllegalArgumentException("'%s' where '%s' must be".formatted(found, token));
    }
  }
}
