package dev.onhand.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls that are made one after the other. The first that is not done ends them. */
public final class InTurn {

  private InTurn() {}

  /** Makes a call. */
  @FunctionalInterface
  public interface Call<A, B> {
    B call(A about) throws InterruptedException;
  }

  /** One answer for each, in the same order. */
  public static <A, B> List<B> each(List<A> all, Call<A, B> call) throws InterruptedException {
    List<B> answers = new ArrayList<>();
    for (A one : all) {
      answers.add(call.call(one));
    }
    return List.copyOf(answers);
  }

  /** Those of these that there are, in the same order. */
  public static <A, B> List<B> found(List<A> all, Call<A, Optional<B>> call)
      throws InterruptedException {
    return each(all, call).stream().flatMap(Optional::stream).toList();
  }

  /**
   * All answers to calls that are about several at once, in the same order.
   *
   * @param most that one call may be about
   */
  public static <A, B> List<B> together(int most, List<A> all, Call<List<A>, List<B>> call)
      throws InterruptedException {
    List<B> answers = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      answers.addAll(call.call(all.subList(from, Math.min(from + most, all.size()))));
    }
    return List.copyOf(answers);
  }

  /**
   * All that is on the pages of a list.
   *
   * @param call reads a page; the first is at {@link Cursor#START}
   * @param rows what is on one
   * @param next where the one after it begins, as the channel says; null: there is none
   */
  public static <A, B> List<B> pages(
      Call<Cursor, A> call, Function<A, List<B>> rows, Function<A, @Nullable String> next)
      throws InterruptedException {
    List<B> all = new ArrayList<>();
    for (@Nullable Cursor at = Cursor.START; at != null; ) {
      A page = call.call(at);
      all.addAll(rows.apply(page));
      at = Cursor.after(next.apply(page));
    }
    return List.copyOf(all);
  }
}
