package io.bisync.jushuitan.openapi;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a page into its entities while the answer is walked over: no tree, no copy. */
final class PageReader implements AnswerReader.DataReader<Page> {

    private static final byte[] HAS_NEXT = "has_next".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAGES = "page_count".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOTAL = "data_count".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TS = "ts".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{19,1000}");

    private final byte[] array;
    private final byte[][] ids;
    private final byte @Nullable [] company;
    private final byte @Nullable [] time;

    PageReader(Endpoint endpoint) {
        this.array = endpoint.arrayBytes();
        this.ids = endpoint.idBytes();
        this.company = endpoint.companyBytes();
        this.time = endpoint.timeBytes();
    }

    @Override
    public Page read(byte[] answer, JsonScan scan) throws MalformedAnswerException {
        Fields fields = new Fields();
        scan.object(name -> {
            if (name.is(array) && scan.peek() == '[') {
                scan.array(() -> fields.entities.add(entity(scan, fields)));
                fields.hasArray = true;
            } else if (name.is(HAS_NEXT)) {
                fields.hasNext = truth(scan.scalar());
            } else if (name.is(PAGES)) {
                fields.pages = number(scan.scalar());
            } else if (name.is(TOTAL)) {
                fields.total = number(scan.scalar());
            } else {
                if (name.is(array)) {
                    // A quiet account may answer "orders": null.
                    fields.hasArray = scan.peek() == 'n';
                }
                scan.skip();
            }
        });
        if (!fields.hasArray) {
            throw new MalformedAnswerException(
                    "The page has no field '%s'".formatted(new String(array, StandardCharsets.UTF_8)));
        }
        if (fields.hasNext == null) {
            throw new MalformedAnswerException("The page does not say whether it is the last one (has_next)");
        }
        Integer pages = fields.pages == null ? null : Math.clamp(fields.pages, 0, Integer.MAX_VALUE);
        return new Page(answer, fields.entities, fields.hasNext, pages, fields.total, fields.companies, Instant.EPOCH);
    }

    /** A page that cannot say whether another one follows must not be taken for the last one. */
    private static boolean truth(@Nullable String scalar) throws MalformedAnswerException {
        if ("true".equals(scalar) || "false".equals(scalar)) {
            return Boolean.parseBoolean(scalar);
        }
        throw new MalformedAnswerException("has_next is neither true nor false");
    }

    private EntitySlice entity(JsonScan scan, Fields fields) throws MalformedAnswerException {
        int first = scan.peek();
        int from = scan.at();
        if (first != '{') {
            scan.skip();
            return new EntitySlice(from, scan.at(), null, null, null);
        }
        Entity entity = new Entity(ids.length);
        scan.object(name -> {
            int key = place(name);
            if (key >= 0) {
                entity.ids[key] = scan.scalar();
            } else if (name.is(TS)) {
                entity.ts = version(scan.scalar());
            } else if (time != null && name.is(time)) {
                entity.modified = scan.scalar();
            } else if (company != null && name.is(company)) {
                fields.named(scan.scalar());
            } else {
                scan.skip();
            }
        });
        return new EntitySlice(from, scan.at(), entity.id(), entity.ts, entity.modified);
    }

    private int place(JsonScan.Name name) {
        for (int i = 0; i < ids.length; i++) {
            if (name.is(ids[i])) {
                return i;
            }
        }
        return -1;
    }

    /** A version beyond all numbers is no missing one: whoever judges it has to see that it is absurd. */
    private static @Nullable Long version(@Nullable String text) {
        Long number = number(text);
        if (number != null || text == null || !DIGITS.matcher(text.strip()).matches()) {
            return number;
        }
        return text.strip().startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private static @Nullable Long number(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    private static final class Fields {
        private final Set<String> companies = new HashSet<>();
        private final List<EntitySlice> entities = new ArrayList<>();
        private boolean hasArray;
        private @Nullable Boolean hasNext;
        private @Nullable Long pages;
        private @Nullable Long total;

        private void named(@Nullable String company) {
            if (company != null && !company.isBlank()) {
                companies.add(company.strip());
            }
        }
    }

    private static final class Entity {
        private final @Nullable String[] ids;
        private @Nullable Long ts;
        private @Nullable String modified;

        private Entity(int keys) {
            ids = new String[keys];
        }

        /** A key of several fields is their values, in the order of the declaration; null where one is missing. */
        private @Nullable String id() {
            for (String id : ids) {
                if (id == null || id.isBlank()) {
                    return null;
                }
            }
            return ids.length == 1 ? ids[0] : String.join(":", ids);
        }
    }
}
