package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where postcodes are. */
@Command(
    name = "postcode",
    description = "Where postcodes are, for orders that are sourced from what is nearest.")
@Verbs({PostcodeCommands.ListAll.class, PostcodeCommands.Show.class, PostcodeCommands.Import.class})
final class PostcodeCommands extends Noun {

  private static final String PATH = "/postcode-areas";

  @Command(
      name = "list",
      description = "List the countries that have areas of postcodes.",
      footer = "  onhand postcode list")
  static final class ListAll extends Action {
    @Override
    int run() throws InterruptedException {
      output()
          .list(
              get(PATH).path("data").iterator(),
              List.of(code("Country", "country"), number("Areas", "areas")));
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show a country's areas, by what their postcodes begin with.",
      footer = "  onhand postcode show FR --csv > areas.csv")
  static final class Show extends Action {
    @Parameters(paramLabel = "COUNTRY", description = "Its two-letter code, such as FR.")
    String country = "";

    @Override
    int run() throws InterruptedException {
      output()
          .list(
              get(PATH + "/" + Request.segment(country)).path("data").iterator(),
              List.of(
                  code("Prefix", "prefix"),
                  number("Latitude", "latitude"),
                  number("Longitude", "longitude")));
      return Exit.OK;
    }
  }

  @Command(
      name = "import",
      description = {
        "Put the areas of a file in place of all that a country has.",
        "The file is CSV: prefix,latitude,longitude. An order goes to the area with the longest",
        "prefix that its postcode begins with, else to the middle of the country."
      },
      footer = "  onhand postcode import FR areas.csv")
  static final class Import extends Action {
    private static final Pattern HEADER = Pattern.compile("\ufeff?\"?prefix\"?\\s*,.*");
    private static final Pattern ROW =
        Pattern.compile(
            "\\s*\"?(?<prefix>[^\",]+?)\"?\\s*,\\s*(?<north>-?[0-9.]{1,20})\\s*,\\s*(?<east>-?[0-9.]{1,20})\\s*");

    @Parameters(
        index = "0",
        paramLabel = "COUNTRY",
        description = "Its two-letter code, such as FR.")
    String country = "";

    @Parameters(
        index = "1",
        paramLabel = "FILE",
        description = "With a line for each area; - reads standard input.")
    String file = "";

    @Override
    int run() throws InterruptedException, IOException {
      ArrayNode areas = JsonNodeFactory.instance.arrayNode();
      int number = 0;
      for (String line : text().lines().toList()) {
        number++;
        if (!line.isBlank() && !(number == 1 && HEADER.matcher(line).matches())) {
          areas.add(area(line, number));
        }
      }
      Request request =
          Request.put(
              PATH + "/" + Request.segment(country), new Json.Body().with("areas", areas).node());
      api().send(request);
      say("Postcodes of %s have %d areas.".formatted(country, areas.size()));
      return Exit.OK;
    }

    private String text() throws IOException {
      if (file.equals("-")) {
        return new String(surroundings().streams().in().readAllBytes(), StandardCharsets.UTF_8);
      }
      Path path = surroundings().directory().resolve(file);
      if (!Files.isReadable(path)) {
        throw CommandException.usage("there is no file '" + file + "' that can be read", "");
      }
      return Files.readString(path);
    }

    private tools.jackson.databind.JsonNode area(String line, int number) {
      Matcher row = ROW.matcher(number == 1 ? line.replaceFirst("^\ufeff", "") : line);
      try {
        if (row.matches()) {
          return new Json.Body()
              .with("prefix", row.group("prefix"))
              .with("latitude", Double.valueOf(row.group("north")))
              .with("longitude", Double.valueOf(row.group("east")))
              .node();
        }
      } catch (NumberFormatException notANumber) {
        // told below
      }
      throw CommandException.usage(
          "line " + number + " is not an area: " + line, "for example: 75,48.86,2.35");
    }
  }
}
