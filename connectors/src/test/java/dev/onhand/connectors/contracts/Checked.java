package dev.onhand.connectors.contracts;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Faults;
import dev.onhand.sandbox.ForwardingDialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.List;
import java.util.function.Predicate;

/**
 * A marketplace of which every call and every answer is held against contracts; what breaks one is
 * a failure of the sandbox, which its tests look for.
 *
 * @param isBeside tells calls that no contract has
 */
public record Checked(Marketplace real, List<Contract> contracts, Predicate<Request> isBeside)
    implements Marketplace {

  @Override
  public Rules rules() {
    return real.rules();
  }

  @Override
  public List<Limit> limits() {
    return real.limits();
  }

  @Override
  public Dialect open(Site site) {
    return new Checking(real.open(site), site.faults());
  }

  private final class Checking extends ForwardingDialect {

    private final Faults faults;

    Checking(Dialect dialect, Faults faults) {
      super(dialect);
      this.faults = faults;
    }

    @Override
    public Work understand(Request request) {
      Work work = super.understand(request);
      if (isBeside.test(request)) {
        return work;
      }
      Contract contract =
          contracts.stream()
              .filter(it -> it.knows(request))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "no contract has %s %s".formatted(request.method(), request.path())));
      requireNone(request, contract.problems(request));
      return new Work(work.purpose(), work.lines(), () -> answer(work, contract, request));
    }

    /** What a fault invents is in no contract. */
    private Response answer(Work work, Contract contract, Request request) {
      Response response = work.answer().get();
      if (faults.fired(Fault.UNKNOWN_FIELDS) + faults.fired(Fault.UNKNOWN_STATUS) == 0) {
        requireNone(request, contract.problems(request, response));
      }
      return response;
    }

    private static void requireNone(Request request, List<String> problems) {
      if (!problems.isEmpty()) {
        throw new IllegalStateException(
            "%s %s?%s breaks its contract: %s"
                .formatted(request.method(), request.path(), request.query(), problems));
      }
    }
  }
}
