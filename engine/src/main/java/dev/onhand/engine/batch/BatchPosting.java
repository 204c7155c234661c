package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchState;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.BatchRows.Change;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Posts what was scanned. First the batch is closed for scans and what each line comes to is
 * written down; then each line becomes one movement under a key of its own, and is marked in the
 * commit of that movement. So it can be asked for again after a crash in the middle, or by two
 * people at once, and each line is posted once.
 */
public final class BatchPosting {

  /** So many lines at a time wait for their commits. */
  private static final int AT_ONCE = 256;

  /** Each time the stock changed between looking and posting. */
  private static final int TRIES_MAX = 100;

  private final Ledger ledger;
  private final LedgerCalls calls;
  private final BatchRows rows;
  private final BatchBooks books;
  private final BatchClosing closing;

  public BatchPosting(Ledger ledger, LedgerCalls calls, BatchRows rows, BatchBooks books) {
    this.ledger = ledger;
    this.calls = calls;
    this.rows = rows;
    this.books = books;
    this.closing = new BatchClosing(books);
  }

  /** Adds what was scanned for a top-up. */
  public BatchResult push(SellerId seller, long id, Edit edit) {
    return post(
        seller,
        id,
        edit,
        (contents, by) ->
            contents.batch().kind().counts()
                ? Batches.no(BatchResult.blocked("It is a count: approve it."))
                : closing.topUp(contents, by));
  }

  /**
   * Corrects the books by what was counted.
   *
   * @param leaveUncounted whether what was planned and not counted stays as it is; else it is in
   *     the way
   */
  public BatchResult approve(SellerId seller, long id, boolean leaveUncounted, Edit edit) {
    return post(
        seller,
        id,
        edit,
        (contents, by) ->
            contents.batch().kind().counts()
                ? closing.count(seller, contents, by, leaveUncounted)
                : Batches.no(BatchResult.blocked("It is a top_up: push it.")));
  }

  private BatchResult post(
      SellerId seller,
      long id,
      Edit edit,
      BiFunction<BatchContents, Batch.Step, Change<BatchResult>> close) {
    BatchResult closed =
        rows.change(
                seller,
                id,
                contents ->
                    switch (contents.batch().state()) {
                      case OPEN -> {
                        BatchResult.Stale stale = Batches.staleness(contents, edit);
                        yield stale == null
                            ? close.apply(contents, new Batch.Step(edit.actor(), edit.at()))
                            : Batches.no(stale);
                      }
                      case PUSHED, VERIFIED, COMPLETED ->
                          Batches.no(new BatchResult.Done(contents));
                      case CANCELLED, UNDONE ->
                          Batches.no(
                              BatchResult.blocked(
                                  "It is %s: start another."
                                      .formatted(contents.batch().state().code())));
                    })
            .orElseGet(BatchResult.Missing::new);
    if (!(closed instanceof BatchResult.Done(var contents))
        || contents.batch().state() != BatchState.PUSHED) {
      return closed;
    }
    for (List<BatchLine> some : inParts(contents.toPost())) {
      postAll(seller, contents.batch(), some, edit);
    }
    return new BatchResult.Done(rows.find(seller, id).orElseThrow());
  }

  private static List<List<BatchLine>> inParts(List<BatchLine> lines) {
    List<List<BatchLine>> parts = new ArrayList<>();
    for (int first = 0; first < lines.size(); first += AT_ONCE) {
      parts.add(lines.subList(first, Math.min(lines.size(), first + AT_ONCE)));
    }
    return parts;
  }

  private void postAll(SellerId seller, Batch batch, List<BatchLine> lines, Edit edit) {
    Map<ProductId, String> refused = new HashMap<>();
    List<BatchLine> rest = lines;
    for (int tried = 0; tried < TRIES_MAX && !rest.isEmpty(); tried++) {
      rest = tryAll(seller, batch, rest, edit, refused);
    }
    rest.forEach(line -> refused.put(line.product(), "Its stock keeps changing. Send it again."));
    if (!refused.isEmpty()) {
      rows.refused(seller, batch.id(), refused);
    }
  }

  /**
   * @return those of which the stock changed meanwhile
   */
  private List<BatchLine> tryAll(
      SellerId seller,
      Batch batch,
      List<BatchLine> lines,
      Edit edit,
      Map<ProductId, String> refused) {
    List<LinePosting> postings =
        lines.stream().map(line -> new LinePosting(batch, line, edit)).toList();
    Map<ProductId, BatchBooks.Book> all = booksOf(seller, batch, postings);
    List<@Nullable CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
    for (LinePosting posting : postings) {
      answers.add(submit(seller, posting, all.get(posting.line().product())));
    }
    List<BatchLine> changed = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      CompletableFuture<List<Outcome>> answer = answers.get(i);
      Outcome outcome = answer == null ? null : calls.await(answer).getFirst();
      if (outcome instanceof Outcome.StaleQuantity) {
        changed.add(lines.get(i));
      } else if (outcome instanceof Outcome.Refused refusal
          // somebody else who approved it at the same time was faster
          && !(refusal instanceof Outcome.KeyUsedDifferently)) {
        refused.put(lines.get(i).product(), refusal.detail());
      }
    }
    return changed;
  }

  private Map<ProductId, BatchBooks.Book> booksOf(
      SellerId seller, Batch batch, List<LinePosting> postings) {
    Map<ProductId, BatchBooks.Window> counted = new HashMap<>();
    for (LinePosting posting : postings) {
      BatchBooks.Window window = posting.counted();
      if (window != null) {
        counted.put(posting.line().product(), window);
      }
    }
    return counted.isEmpty() ? Map.of() : books.onHand(seller, batch.location().id(), counted);
  }

  /**
   * @return null: nothing has to move
   */
  private @Nullable CompletableFuture<List<Outcome>> submit(
      SellerId seller, LinePosting posting, BatchBooks.@Nullable Book book) {
    LinePosting.Wish wish = posting.wish(book);
    if (wish.command() == null) {
      rows.unchanged(seller, posting.posted(wish.onHand(), wish.onHand(), null));
      return null;
    }
    return ledger.submit(
        CommandList.each(seller, List.of(wish.command()))
            .with(outcomes -> List.of(posting.posted(outcomes.getFirst()))));
  }
}
