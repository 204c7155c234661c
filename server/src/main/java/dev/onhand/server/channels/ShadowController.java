package dev.onhand.server.channels;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.ShadowReport;
import dev.onhand.engine.channels.Shadowing;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.ShadowBodies.ShadowBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs channels beside the tool that serves them, and switches them over and back. */
@RestController
@RequestMapping(path = ShadowController.PATH, produces = "application/json")
class ShadowController {

  static final String PATH = "/api/v1/channels/{code}/shadow";

  private final Shadowing shadowing;
  private final Accounts accounts;
  private final ChannelLoop loop;

  ShadowController(Shadowing shadowing, Accounts accounts, ChannelLoop loop) {
    this.shadowing = shadowing;
    this.accounts = accounts;
    this.loop = loop;
  }

  /**
   * Shows what a channel would have been told since its shadow began last, and which of its sales
   * that would have refused.
   *
   * @param lagSeconds how long its listings would have needed for a number, 0 to 86400; 5 unless
   *     said
   */
  @GetMapping
  @Needs(Scope.ORDERS_READ)
  ShadowBody showChannelShadow(
      Caller caller,
      @PathVariable String code,
      @RequestParam(name = "lag_seconds", required = false) @Nullable Long lagSeconds) {
    Duration lag = lagSeconds == null ? ShadowReport.LAG_DEFAULT : Duration.ofSeconds(lagSeconds);
    return body(AccountDesk.found(accounts, caller, code), lag);
  }

  private ShadowBody body(Account account, Duration lag) {
    return ShadowBody.of(account, lag, Fields.checked(() -> shadowing.compare(account, lag)));
  }

  /**
   * Begins a channel's shadow: another tool tells its listings what they show, and Onhand takes its
   * orders in, reads its listings and notes what it would have told them. What was noted of an
   * earlier shadow is forgotten.
   */
  @PostMapping("/begin")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  ShadowBody beginChannelShadow(Caller caller, @PathVariable String code) {
    Account account = AccountDesk.found(accounts, caller, code);
    if (account.state() == Account.State.STOPPED) {
      throw Refreshing.stopped(account);
    }
    shadowing.begin(account);
    return switched(caller, code);
  }

  /**
   * Ends a channel's shadow: Onhand tells its listings from now on, if the channel is not paused.
   * Have the other tool stop before.
   */
  @PostMapping("/end")
  @Needs(Scope.CHANNELS_WRITE)
  ShadowBody endChannelShadow(Caller caller, @PathVariable String code) {
    shadowing.end(AccountDesk.found(accounts, caller, code));
    return switched(caller, code);
  }

  private ShadowBody switched(Caller caller, String code) {
    loop.wake(caller.seller());
    return body(AccountDesk.found(accounts, caller, code), ShadowReport.LAG_DEFAULT);
  }
}
