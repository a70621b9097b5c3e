-- Sends the prepared requests of a file one after another and looks for a marker in every answer.
-- wrk -t1 -s load.lua ADDRESS -- FILE METHOD STATUS MARKER CONTENT_TYPE FIRST
-- A line of FILE: path, cookie, CSRF token and body, separated by tabs.
issued, bad, example = 0, 0, ""
local ready, status_wanted, marker, first = {}, 200, "", 0
local threads = {}

function setup(thread) threads[#threads + 1] = thread end

function init(args)
  status_wanted, marker, first = tonumber(args[3]), args[4], tonumber(args[6])
  for line in io.lines(args[1]) do
    local path, cookie, token, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = {["Cookie"] = cookie, ["X-CSRFToken"] = token, ["Accept"] = "text/html,application/json"}
    if body ~= "" then headers["Content-Type"] = args[5] end
    ready[#ready + 1] = wrk.format(args[2], path, headers, body ~= "" and body or nil)
  end
end

function request()
  local at = (first + issued) % #ready
  issued = issued + 1
  return ready[at + 1]
end

function response(status, headers, body)
  if status ~= status_wanted or not string.find(body, marker, 1, true) then
    bad = bad + 1
    if example == "" then example = status .. " " .. string.sub(body, 1, 120):gsub("[^%w ]", " ") end
  end
end

function done(summary, latency, requests)
  local thread = threads[1]
  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format(
    'RESULT {"answered": %d, "seconds": %f, "p50": %f, "p95": %f, "p99": %f, "issued": %d, "bad": %d, "lost": %d, "example": "%s"}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, thread:get("issued"), thread:get("bad"), lost, thread:get("example")))
end
