package posthouse.server.admin;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.Journeys;
import posthouse.mailstore.Journeys.Step;
import posthouse.mailstore.StoreException;

/** {@code trace}. */
final class TraceAdministration {

    private final Journeys journeys;

    TraceAdministration(Journeys journeys) {
        this.journeys = journeys;
    }

    AdminAnswer trace(AdminRequest request) throws AdminFailure, StoreException {
        String id = request.arguments().get(0);
        List<Step> steps = journeys.of(id);
        if (steps.isEmpty()) {
            throw new AdminFailure("nothing is known of " + id + "; a message's id stands in its Received line, in the reply to its end and in the log");
        }
        if (request.has("json")) {
            var table = new Table("time", "id", "step");
            steps.forEach(step -> table.row(step.at(), step.journey(), step.what()));
            return AdminAnswer.done(table.lines(request));
        }
        var lines = new ArrayList<String>();
        String last = "";
        for (Step step : steps) {
            String journey = step.journey().startsWith("@") ? last : step.journey();
            if (!journey.equals(last)) {
                lines.add("message " + journey);
                last = journey;
            }
            lines.add("  " + step.at().truncatedTo(ChronoUnit.MILLIS) + "  " + step.what());
        }
        return AdminAnswer.done(lines);
    }
}
