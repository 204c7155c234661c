package dev.onhand.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rights that the migrations give, read from their own {@code grant} and {@code revoke}
 * statements, so that there is no second list to forget. Columns and {@code all} are not
 * understood.
 */
final class ExpectedGrants {

  /** One right of one role on one table or sequence. */
  record Grant(String role, String privilege, String object, boolean isSequence)
      implements Comparable<Grant> {

    /** As a statement that gives it. */
    String statement() {
      return "grant %s on %s%s to %s;"
          .formatted(privilege, isSequence ? "sequence " : "", object, role);
    }

    @Override
    public int compareTo(Grant other) {
      return statement().compareTo(other.statement());
    }
  }

  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");
  private static final Pattern BODY = Pattern.compile("\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?<verb>grant|revoke)\\s+(?<privileges>[a-z, \\n]+?)\\s+on\\s+(?<kind>table\\s+|sequence\\s+)?"
              + "(?<objects>[a-z0-9_,\\s]+?)\\s+(?:to|from)\\s+(?<roles>[a-z_,\\s]+?)\\s*;");

  private ExpectedGrants() {}

  /** What all scripts of a directory of the class path together give, in their order. */
  static Set<Grant> of(String location, List<String> scripts) {
    Set<Grant> grants = new TreeSet<>();
    for (String script : scripts) {
      apply(read(location + "/" + script), grants);
    }
    return grants;
  }

  static void apply(String script, Set<Grant> grants) {
    String plain = BODY.matcher(COMMENT.matcher(script).replaceAll("")).replaceAll("''");
    Matcher matcher = STATEMENT.matcher(plain);
    while (matcher.find()) {
      boolean isGrant = matcher.group("verb").equals("grant");
      String kind = matcher.group("kind");
      boolean isSequence = kind != null && kind.startsWith("sequence");
      for (String role : words(matcher.group("roles"))) {
        for (String object : words(matcher.group("objects"))) {
          for (String privilege : words(matcher.group("privileges"))) {
            Grant grant = new Grant(role, privilege, object, isSequence);
            if (isGrant) {
              grants.add(grant);
            } else {
              grants.remove(grant);
            }
          }
        }
      }
    }
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(",")).map(String::strip).toList();
  }

  private static String read(String resource) {
    try (InputStream in = ExpectedGrants.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no such migration: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read migration " + resource, e);
    }
  }
}
