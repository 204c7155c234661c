package dev.onhand.connector;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the listings of a channel that gives them page by page, and makes a file of all where they
 * are many: it is asked for, asked after until it is made, and read. Waiting is asking again, which
 * the channel's rates pace.
 */
public final class PagesOrFile {

  private static final String PAGE = "page";
  private static final String MAKE = "make";
  private static final String AGAIN = "again";
  private static final String ASK = "ask";
  private static final String READ = "read";

  private final Source source;

  /** The channel's own calls. */
  public interface Source {

    /**
     * The first page.
     *
     * @return empty: there are so many that a file is better
     */
    Optional<ListingPage> few() throws InterruptedException;

    /** A page, however many there are. */
    ListingPage page(Cursor from) throws InterruptedException;

    /**
     * Has a file made.
     *
     * @return what to ask for; empty: the channel makes none now, so that all pages are read
     */
    Optional<String> make() throws InterruptedException;

    /** The same after one that failed; one that is not overridden makes no other. */
    default Optional<String> makeAgain() throws InterruptedException {
      return Optional.empty();
    }

    /**
     * @param making as {@link #make} said
     */
    Progress progress(String making) throws InterruptedException;

    /**
     * Some of what is in the file.
     *
     * @param file as {@link Progress.Made} says
     * @param from the start, or as the page before said
     */
    ListingPage read(String file, Cursor from) throws InterruptedException;
  }

  /** How far a file is. */
  public sealed interface Progress {

    /** It is being made. */
    record AtWork() implements Progress {}

    /**
     * It can be read.
     *
     * @param file without a blank
     */
    record Made(String file) implements Progress {}

    /** It will not be made, or cannot be read. */
    record Failed() implements Progress {}

    /**
     * By the channel's word for it; any that is not one of these says that it is being made.
     *
     * @param file what is made; null: nothing yet
     */
    static Progress of(String word, String made, Set<String> failed, @Nullable String file) {
      if (failed.contains(word)) {
        return new Failed();
      }
      return word.equals(made) ? new Made(Objects.requireNonNull(file)) : new AtWork();
    }
  }

  public PagesOrFile(Source source) {
    this.source = source;
  }

  /** As {@link Connector#listings}. */
  public ListingPage listings(Cursor from) throws InterruptedException {
    if (from.isStart()) {
      Optional<ListingPage> few = source.few();
      return few.isPresent() ? paged(few.get()) : then(MAKE);
    }
    List<String> at = List.of(from.value().split(" ", 3));
    return switch (at.getFirst()) {
      case MAKE -> begun(source.make());
      case AGAIN -> begun(source.makeAgain());
      case ASK -> asked(at.get(2), Integer.parseInt(at.get(1)));
      case READ -> read(at.get(1), new Cursor(at.get(2)));
      case PAGE -> paged(source.page(new Cursor(rest(from))));
      default -> throw new IllegalArgumentException("no place in such a reading: " + from.value());
    };
  }

  private static String rest(Cursor at) {
    return at.value().substring(PAGE.length() + 1);
  }

  private ListingPage begun(Optional<String> making) {
    return then(making.map(it -> ask(it, 1)).orElse(PAGE + " "));
  }

  /** With how often it was asked: a cursor that comes again would be a list without an end. */
  private static String ask(String making, int time) {
    return "%s %d %s".formatted(ASK, time, making);
  }

  private ListingPage asked(String making, int time) throws InterruptedException {
    return switch (source.progress(making)) {
      case Progress.AtWork() -> then(ask(making, time + 1));
      case Progress.Made(String file) -> then("%s %s ".formatted(READ, file));
      case Progress.Failed() -> then(AGAIN);
    };
  }

  private ListingPage read(String file, Cursor from) throws InterruptedException {
    return under(source.read(file, from), READ + " " + file);
  }

  private static ListingPage paged(ListingPage page) {
    return under(page, PAGE);
  }

  private static ListingPage under(ListingPage page, String prefix) {
    Cursor next = page.next();
    return new ListingPage(
        page.listings(), next == null ? null : new Cursor(prefix + " " + next.value()));
  }

  private static ListingPage then(String at) {
    return new ListingPage(List.of(), new Cursor(at));
  }
}
