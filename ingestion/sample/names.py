"""Word lists of a fictional world: people, companies, places."""

FIRST = (
    "Ada Ben Carla Dario Elena Farid Grace Hugo Ines Jonas Keiko Liam Mara Nadia Omar Paula "
    "Quinn Rosa Sven Tara Umar Vera Wim Xenia Yusuf Zoe Amara Bruno Chloe Dmitri Esther Felix "
    "Gita Henrik Isla Jamal Klara Lucia Mateo Noor"
).split()
LAST = (
    "Abbott Baker Castillo Dubois Eriksen Fischer Garcia Haddad Ivanov Jansen Kimura Lindqvist "
    "Moreau Nakamura Okafor Petrov Quintero Rossi Schmidt Tanaka Ueda Varga Weber Xu Yamamoto "
    "Ziegler Andersson Bianchi Clarke Duarte Endo Ferrari Gruber Horvat Iqbal Jensen Kowalski "
    "Larsen Meyer Novak"
).split()
STEMS = (
    "Alder Birch Cobalt Delta Ember Fjord Granite Harbor Indigo Juniper Kestrel Lumen Maple "
    "Nimbus Onyx Pioneer Quartz Ridge Summit Tidal Umber Vertex Willow Xylo Yonder Zephyr "
    "Anchor Beacon Canyon Drift Echo Falcon Glacier Hazel Ivory Jasper Krill Lotus Meadow North"
).split()
TRADES = (
    "Analytics Foods Freight Health Insurance Labs Learning Logistics Manufacturing Media "
    "Mobility Networks Optics Partners Payments Pharma Retail Robotics Software Studios Systems "
    "Telecom Travel Utilities Ventures"
).split()
INDUSTRIES = ["Software", "Manufacturing", "Retail", "Healthcare", "Financial Services",
              "Logistics", "Media", None]
INDUSTRY_WEIGHTS = [26.0, 16.0, 14.0, 12.0, 12.0, 9.0, 7.0, 4.0]
COUNTRIES = ["United States", "United Kingdom", "Germany", "France", "Japan", "Canada"]
COUNTRY_WEIGHTS = [48.0, 14.0, 14.0, 9.0, 7.0, 8.0]
CURRENCIES = ["usd", "eur", "gbp", "jpy"]
COUNTRY_CURRENCY = [0, 2, 1, 1, 3, 0]
PHONES = ["+1 415 555 01{}", "+44 20 7946 09{}", "+49 30 555 02{}", "(212) 555-01{}"]
PRODUCTS = ["Analytics", "Workflow", "Connect"]
TEAMS = ["North", "South", "Strategic"]
FREE_MAIL = ["gmail.com", "outlook.com", "yahoo.com"]
EXECUTIVE_TITLES = ["Chief Operating Officer", "CFO", "CTO", "VP Operations", "Founder & CEO",
                    "VP of Customer Success"]
DECIDER_TITLES = ["Director of IT", "Head of Operations", "Director, Finance", "Head of Data"]
USER_TITLES = ["Analyst", "Operations Manager", "Product Owner", "Engineer", "Process Owner",
               "Administrator", "Project Manager", None]
FEATURES = ["dashboards", "reports", "integrations", "automation", "alerts", "mobile"]
