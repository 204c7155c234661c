package dev.onhand.sandbox.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onhand.sandbox.Shape;
import dev.onhand.sandbox.graphql.Selection.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  @Test
  void argumentsOfEveryKindAreRead() {
    Field field =
        parse(
                """
                query Q($skip: Int!, $ids: [ID!], $none: Int, $usual: Int = 7) { # a comment
                  short: rows(a: 1, b: -2.5, c: "x\\"\\u00e9", d: true, e: null, f: ASC, g: [1, $skip],
                              h: {i: $ids, j: $none}, k: $none, l: $usual, m: \"""block "text" \""") { id }
                }
                """,
                "{\"skip\": 20, \"ids\": [\"1\"]}")
            .roots()
            .getFirst();
    assertThat(field.alias()).isEqualTo("short");
    assertThat(field.name()).isEqualTo("rows");
    assertThat(field.arguments())
        .hasToString(
            "{a=1, b=-2.5, c=\"x\\\"é\", d=true, e=null, f=\"ASC\", g=[1,20], h={\"i\":[\"1\"]},"
                + " l=7, m=\"block \\\"text\\\"\"}");
    assertThat(field.argument("k").isMissingNode()).isTrue();
  }

  @Test
  void whatIsAskedForIsChosen() {
    Operation operation =
        parse(
            """
            { order { __typename number: id ...Lines ... on Order { state } ... on Other { x } } }
            fragment Lines on Order { lines { sku } }
            """,
            "{}");
    String document =
        """
        {"__typename":"Order","id":"7","state":"New","code":"C",
         "lines":[{"__typename":"Line","sku":"A","q":1},{"__typename":"Line","sku":"B","q":2}]}""";
    assertThat(operation.chosenOf(Shape.read(document), operation.roots().getFirst()))
        .hasToString(
            "{\"__typename\":\"Order\",\"number\":\"7\","
                + "\"lines\":[{\"sku\":\"A\"},{\"sku\":\"B\"}],\"state\":\"New\"}");
  }

  @Test
  void unknownFieldAndMissingSelectionAreRefused() {
    String document =
        "{\"__typename\":\"Order\",\"lines\":[{\"__typename\":\"Line\",\"sku\":\"A\"}]}";
    for (String asked : new String[] {"{ order { colour } }", "{ order { lines } }"}) {
      Operation operation = parse(asked, "{}");
      assertThatExceptionOfType(GraphqlException.class)
          .isThrownBy(() -> operation.chosenOf(Shape.read(document), operation.roots().getFirst()))
          .matches(wrong -> wrong.code().equals("GRAPHQL_VALIDATION_FAILED"));
    }
  }

  @Test
  void directivesOfFieldsAreRead() {
    Field field =
        parse(
                "mutation($key: String!) { a(b: 1) @once(key: $key) @quick { c } }",
                "{\"key\":\"k\"}")
            .roots()
            .getFirst();

    assertThat(field.arguments()).hasToString("{b=1}");
    assertThat(field.directives()).hasToString("{once={key=\"k\"}, quick={}}");
    assertThat(field.selections()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{ a",
        "query { a(b: ) }",
        "{ a(b: %) }",
        "subscription { a }",
        "{ a } { b }",
        "{ a(\"b\": 1) }",
        "{ a @(if: true) }",
        "{ a(b: \"open) }"
      })
  void whatCannotBeReadIsRefused(String text) {
    assertThatExceptionOfType(GraphqlException.class)
        .isThrownBy(() -> parse(text, "{}"))
        .matches(wrong -> wrong.code().equals("GRAPHQL_PARSE_FAILED") && wrong.status() == 400);
  }

  private static Operation parse(String text, String variables) {
    return Parser.parse(text, Shape.read(variables));
  }
}
