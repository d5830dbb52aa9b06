package dev.shmfit.facts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How fast RDMA adapters are, as a tool for them prints it.
 *
 * @param megabits Mb/s of each device's port, by the device's name; 0 where none of its ports is active
 */
public record AdapterRates(Map<String, Integer> megabits) {
    public AdapterRates {
        megabits = Collections.unmodifiableMap(new LinkedHashMap<>(megabits));
    }
}
