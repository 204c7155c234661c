package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.PagesOrFile.Progress;
import dev.onhand.connector.PagesOrFile.Source;
import dev.onhand.connector.RemoteListing.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PagesOrFileTest {

  /** A channel of listings 0, 1, 2, …; what it is asked is noted. */
  private static final class Channel implements Source {

    private final int all;
    private final Deque<Progress> progress;
    private final List<String> asked = new ArrayList<>();
    private boolean makesFiles = true;
    private boolean makesAgain = true;

    private Channel(int all, Progress... progress) {
      this.all = all;
      this.progress = new ArrayDeque<>(List.of(progress));
    }

    @Override
    public Optional<ListingPage> few() {
      asked.add("few");
      return all > 4 ? Optional.empty() : Optional.of(from(Cursor.START));
    }

    @Override
    public ListingPage page(Cursor from) {
      asked.add("page " + from.value());
      return from(from);
    }

    private ListingPage from(Cursor from) {
      int start = from.number(0);
      int end = Math.min(start + 2, all);
      List<RemoteListing> listings = new ArrayList<>();
      for (int i = start; i < end; i++) {
        ListingRef ref = new ListingRef(Integer.toString(i), null);
        listings.add(new RemoteListing(ref, List.of(), null, "", null, State.ACTIVE, 1L));
      }
      return new ListingPage(listings, Cursor.until(end, all));
    }

    @Override
    public Optional<String> make() {
      asked.add("make");
      return makesFiles ? Optional.of("job 1") : Optional.empty();
    }

    @Override
    public Optional<String> makeAgain() {
      asked.add("again");
      return makesAgain ? Optional.of("job 2") : Optional.empty();
    }

    @Override
    public Progress progress(String making) {
      asked.add("ask " + making);
      return progress.removeFirst();
    }

    @Override
    public ListingPage read(String file, Cursor from) {
      asked.add("read " + file + " " + from.value());
      return from(from);
    }

    private List<String> read() throws InterruptedException {
      PagesOrFile reader = new PagesOrFile(this);
      List<String> read = new ArrayList<>();
      List<Cursor> cursors = new ArrayList<>();
      for (Optional<Cursor> at = Optional.of(Cursor.START); at.isPresent(); ) {
        assertThat(cursors).as("a list without an end").doesNotContain(at.get());
        cursors.add(at.get());
        ListingPage page = reader.listings(at.get());
        page.listings().forEach(it -> read.add(it.ref().externalId()));
        at = Optional.ofNullable(page.next());
      }
      return read;
    }
  }

  @Test
  void fewArePaged() throws InterruptedException {
    Channel channel = new Channel(3);
    assertThat(channel.read()).containsExactly("0", "1", "2");
    assertThat(channel.asked).containsExactly("few", "page 2");
  }

  @Test
  void manyAreReadFromAFileOnceItIsMade() throws InterruptedException {
    Channel channel =
        new Channel(5, new Progress.AtWork(), new Progress.AtWork(), new Progress.Made("file"));
    assertThat(channel.read()).containsExactly("0", "1", "2", "3", "4");
    assertThat(channel.asked)
        .containsExactly(
            "few",
            "make",
            "ask job 1",
            "ask job 1",
            "ask job 1",
            "read file ",
            "read file 2",
            "read file 4");
  }

  @Test
  void oneThatFailedIsMadeAgain() throws InterruptedException {
    Channel channel = new Channel(5, new Progress.Failed(), new Progress.Made("file"));
    assertThat(channel.read()).hasSize(5);
    assertThat(channel.asked).containsSubsequence("make", "ask job 1", "again", "ask job 2");
  }

  @Test
  void whereThereIsNoFileAllPagesAreRead() throws InterruptedException {
    Channel refuses = new Channel(5);
    refuses.makesFiles = false;
    assertThat(refuses.read()).containsExactly("0", "1", "2", "3", "4");
    assertThat(refuses.asked).containsExactly("few", "make", "page ", "page 2", "page 4");

    Channel fails = new Channel(5, new Progress.Failed());
    fails.makesAgain = false;
    assertThat(fails.read()).containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void aPlaceOfAnotherListIsSaid() {
    PagesOrFile reader = new PagesOrFile(new Channel(5));
    assertThatThrownBy(() -> reader.listings(new Cursor("17")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no place in such a reading: 17");
  }

  @Test
  void aWordSaysHowFarAFileIs() {
    Set<String> failed = Set.of("FATAL");
    assertThat(Progress.of("DONE", "DONE", failed, "7")).isEqualTo(new Progress.Made("7"));
    assertThat(Progress.of("FATAL", "DONE", failed, "7")).isEqualTo(new Progress.Failed());
    assertThat(Progress.of("IN_QUEUE", "DONE", failed, null)).isEqualTo(new Progress.AtWork());
    assertThatThrownBy(() -> Progress.of("DONE", "DONE", failed, null))
        .isInstanceOf(NullPointerException.class);
  }
}
